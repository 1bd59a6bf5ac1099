package io.segue.app.playlists;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.app.topology.PlaylistProgress;
import io.segue.local.EmbeddedBroker;
import io.segue.schemas.Connection;
import io.segue.schemas.TopicAdmin;
import io.segue.schemas.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamsPlaylistDirectoryTest {

  private static final Address SELF = new Address("127.0.0.1", 8080);

  @TempDir Path folder;

  @Test
  void whoAsksWhileTheStreamProcessingEndsIsToldSo() throws Exception {
    List<ProcessorStateException> damage = new ArrayList<>();
    PlaylistProgress progress = new PlaylistProgress();
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
      Connection connection = Connection.to(broker.bootstrapServers());
      TopicAdmin.createMissing(connection, TopicAdmin.BROKER_DEFAULT);
      try (Admin admin = Admin.create(connection.clientConfig());
          KafkaStreams streams = streams(broker);
          PartitionOwners owners = PartitionOwners.open(admin, "group");
          LagMonitor lags = new LagMonitor(admin, streams, "group", progress, Clock.systemUTC())) {
        PlaylistDirectory directory =
            new StreamsPlaylistDirectory(streams, SELF, owners, lags, progress, damage::add);
        streams.close();

        assertThat(directory.find("p"))
            .isEqualTo(
                new PlaylistLookup.Nowhere("the stream processing of this instance has stopped"));
        assertThat(damage).isEmpty();
      }
    }
  }

  private KafkaStreams streams(EmbeddedBroker broker) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(Topics.PLAYLIST_EVENTS.name()).to(Topics.PLAYLIST_EVENTS_DLQ);
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers(),
            StreamsConfig.APPLICATION_ID_CONFIG, "group",
            StreamsConfig.STATE_DIR_CONFIG, folder.resolve("state").toString()));
    return new KafkaStreams(builder.build(), properties);
  }
}
