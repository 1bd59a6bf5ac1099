package io.segue.trainer.distributed;

import io.segue.schemas.Connection;
import io.segue.schemas.DatasetReference;
import io.segue.schemas.PartitionReader;
import io.segue.schemas.Topics;
import io.segue.trainer.dataset.KafkaDatasetReader;
import io.segue.trainer.dataset.Split;
import io.segue.trainer.topics.Clients;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds datasets again from Kafka, and keeps the last one for further trials. Thread-safe. */
final class Datasets {

  private static final Logger LOG = LoggerFactory.getLogger(Datasets.class);
  private static final Duration STALLED_AFTER = Duration.ofSeconds(60);

  private final Connection connection;
  private @Nullable DatasetReference lastReference;
  private @Nullable Split last;

  Datasets(Connection connection) {
    this.connection = connection;
  }

  /**
   * The split of a dataset.
   *
   * @throws RuntimeException when Kafka cannot be read, or does not hold the dataset any more
   */
  synchronized Split split(DatasetReference reference) {
    if (last == null || !Objects.equals(reference, lastReference)) {
      // The old one goes first: two of them may not fit into memory.
      last = null;
      LOG.info("building the dataset of {} playlists", reference.getPlaylists());
      try (Consumer<String, byte[]> consumer = Clients.reader(connection)) {
        last =
            new KafkaDatasetReader(
                    new PartitionReader<>(consumer),
                    connection.serdes().valueSerde(Topics.PLAYLIST_EVENTS).deserializer(),
                    connection.serdes().valueSerde(Topics.TRACKS).deserializer())
                .readAgain(reference, STALLED_AFTER)
                .split();
      }
      lastReference = reference;
    }
    return last;
  }
}
