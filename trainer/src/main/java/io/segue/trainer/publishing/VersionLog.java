package io.segue.trainer.publishing;

import io.segue.schemas.ActiveIndex;
import io.segue.schemas.IndexManifest;
import io.segue.schemas.IndexUpdate;
import io.segue.schemas.PartitionReader;
import io.segue.schemas.Topics;
import io.segue.schemas.serdes.RegistryUnavailableException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the topic {@code index-versions} from its beginning to its present end. */
public final class VersionLog {

  private static final Logger LOG = LoggerFactory.getLogger(VersionLog.class);

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
   * What the topic says now; nothing when there is no such topic. Records that cannot be decoded,
   * or that hold something else than their key says, are passed over as the instances do, or one of
   * them would keep every later version from being published: the active version stays what it was
   * before, a version whose manifest is one of them is not there.
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
            learn(record, latest);
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

  private void learn(ConsumerRecord<String, byte[]> record, Map<String, IndexUpdate> latest) {
    try {
      IndexUpdate update = updates.deserialize(record.topic(), record.value());
      if (fits(record.key(), update)) {
        latest.put(record.key(), update);
        return;
      }
      LOG.warn(
          "The record at offset {} of {} holds something else than its key '{}' says, and is passed"
              + " over",
          record.offset(),
          record.topic(),
          record.key());
    } catch (RegistryUnavailableException e) { // not the record's fault
      throw e;
    } catch (RuntimeException e) {
      LOG.warn(
          "The record at offset {} of {} cannot be decoded and is passed over: {}",
          record.offset(),
          record.topic(),
          e.getMessage());
    }
    if (!Topics.ACTIVE_KEY.equals(record.key())) {
      latest.remove(record.key());
    }
  }

  private static boolean fits(@Nullable String key, IndexUpdate update) {
    return update.getUpdate() instanceof IndexManifest manifest
        ? Topics.manifestKey(manifest.getVersion()).equals(key)
        : Topics.ACTIVE_KEY.equals(key) && update.getUpdate() instanceof ActiveIndex;
  }
}
