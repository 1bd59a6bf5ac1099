package io.segue.app.deadletters;

import io.segue.schemas.Connection;
import io.segue.schemas.ConnectionOptions;
import io.segue.schemas.Topics;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command for dead letters. */
final class DlqOptions {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--topic",
      defaultValue = Topics.PLAYLIST_EVENTS_DLQ,
      description = "The topic of the dead letters. Default: ${DEFAULT-VALUE}.")
  private String topic = Topics.PLAYLIST_EVENTS_DLQ;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  Connection connection() {
    return connection.connection();
  }

  DeadLetterTopic topic(Connection to) {
    return new DeadLetterTopic(to, topic);
  }

  boolean json() {
    return json;
  }
}
