package io.segue.app.live;

import io.segue.schemas.DatasetReference;
import io.segue.schemas.IndexManifest;
import io.segue.schemas.OffsetRange;
import io.segue.schemas.Topics;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which events an index version was trained on, or could have been: all below the offsets up to
 * which its trainer read, whether or not it used them, so that none is counted twice. A version
 * that was trained on files knows no offsets; for it all count that came before it was published.
 *
 * @param ends the first offset that was not read, by partition of {@code playlist-events}
 * @param publishedAtMs when the version was published, in milliseconds since the epoch
 */
record TrainedEvents(Map<Integer, Long> ends, long publishedAtMs) {

  static TrainedEvents of(IndexManifest manifest) {
    DatasetReference dataset = manifest.getDataset();
    boolean isTopic = dataset.getSource().equals(Topics.PLAYLIST_EVENTS.name());
    return new TrainedEvents(
        isTopic
            ? dataset.getRanges().stream()
                .collect(
                    Collectors.toUnmodifiableMap(
                        OffsetRange::getPartition, OffsetRange::getTo, Math::max))
            : Map.of(),
        manifest.getCreatedAt().toEpochMilli());
  }

  /**
   * Whether an event is among them.
   *
   * @param atMs when it was written to Kafka, in milliseconds since the epoch
   */
  boolean contain(int partition, long offset, long atMs) {
    return ends.isEmpty() ? atMs < publishedAtMs : offset < ends.getOrDefault(partition, 0L);
  }
}
