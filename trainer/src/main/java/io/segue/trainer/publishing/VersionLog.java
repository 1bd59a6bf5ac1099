package io.segue.trainer.publishing;

import io.segue.schemas.ActiveIndex;
import io.segue.schemas.IndexManifest;
import io.segue.schemas.IndexUpdate;
import io.segue.schemas.PartitionReader;
import io.segue.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads the topic {@code index-versions} from its beginning to its present end. */
public final class VersionLog {

  private static final Duration STALLED_AFTER = Duration.ofSeconds(30);

  private final PartitionReader<String> partitions;
  private final Deserializer<IndexUpdate> updates;

  /**
   * @param partitions reads finished transactions; not closed by this object
   * @param updates decodes the topic's values
   */
  public VersionLog(PartitionReader<String> partitions, Deserializer<IndexUpdate> updates) {
    this.partitions = partitions;
    this.updates = updates;
  }

  /**
   * What the topic says now; nothing when there is no such topic.
   *
   * @throws org.apache.kafka.common.errors.SerializationException when a record cannot be decoded
   */
  public VersionHistory read() {
    Map<String, IndexUpdate> latest = new HashMap<>();
    partitions.read(
        Topics.INDEX_VERSIONS.name(),
        partitions.ranges(Topics.INDEX_VERSIONS.name()),
        STALLED_AFTER,
        record -> {
          if (record.value() == null) {
            latest.remove(record.key());
          } else {
            latest.put(record.key(), updates.deserialize(record.topic(), record.value()));
          }
        });
    List<IndexManifest> manifests =
        latest.values().stream()
            .filter(update -> update.getUpdate() instanceof IndexManifest)
            .map(update -> (IndexManifest) update.getUpdate())
            .toList();
    Optional<ActiveIndex> active =
        Optional.ofNullable(latest.get(Topics.ACTIVE_KEY))
            .map(update -> (ActiveIndex) update.getUpdate());
    return new VersionHistory(manifests, active);
  }
}
