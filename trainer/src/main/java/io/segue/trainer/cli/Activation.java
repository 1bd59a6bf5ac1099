package io.segue.trainer.cli;

import io.segue.schemas.ActiveIndex;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Connection;
import io.segue.trainer.publishing.IndexPublisher;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;

/** What the commands that change the active version have in common. */
final class Activation {

  private Activation() {}

  static ActiveIndex with(Connection connection, Function<IndexPublisher, ActiveIndex> change) {
    try (IndexPublisher publisher = IndexPublisher.open(connection, Clock.systemUTC())) {
      return change.apply(publisher);
    } catch (KafkaException e) {
      throw new CommandFailedException(
          "Kafka at %s: %s".formatted(connection.bootstrapServers(), e.getMessage()), e);
    }
  }

  static void say(ActiveIndex active, PrintWriter out) {
    String previous = active.getPrevious();
    out.printf(
        "%s is active%s%n",
        active.getVersion(), previous == null ? "" : "; before it was " + previous);
    out.flush();
  }
}
