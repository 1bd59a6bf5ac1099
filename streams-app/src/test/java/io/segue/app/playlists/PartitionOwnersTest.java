package io.segue.app.playlists;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionOwnersTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "1807", "AC/DC|||Für Elise", "🎵🎵🎵", "a long playlist id"})
  void playlistsLieWhereProducersPutThem(String id) {
    for (int partitions = 1; partitions <= 12; partitions++) {
      assertThat(PartitionOwners.partitionOf(id, partitions))
          .isEqualTo(
              BuiltInPartitioner.partitionForKey(id.getBytes(StandardCharsets.UTF_8), partitions));
    }
  }
}
