package io.segue.benchmarks;

import io.segue.recommender.Model;
import io.segue.schemas.CodeVersion;
import io.segue.schemas.Connection;
import io.segue.schemas.DatasetReference;
import io.segue.schemas.IndexManifest;
import io.segue.trainer.publishing.IndexPublisher;
import io.segue.trainer.publishing.VersionDescription;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Publishes models as the trainer does, and makes them the active ones. */
final class Publishing {

  private Publishing() {}

  /**
   * A published version.
   *
   * @param version its name
   * @param bytes the length of its bundle
   * @param lastChunk when Kafka had acknowledged its last chunk, as {@link System#nanoTime}
   */
  record Published(String version, long bytes, long lastChunk) {}

  /** Publishes; returns when the transaction is committed. */
  static Published publish(Connection connection, Model model) {
    long[] lastChunk = new long[1];
    try (IndexPublisher publisher = IndexPublisher.open(connection, Clock.systemUTC())) {
      IndexManifest manifest =
          publisher.publish(
              model,
              new VersionDescription(Map.of(), Map.of(), dataset(model), CodeVersion.current()),
              true,
              version -> {
                // Attachments are asked for when all chunks are there.
                lastChunk[0] = System.nanoTime();
                return Map.of();
              });
      return new Published(manifest.getVersion(), manifest.getSizeBytes(), lastChunk[0]);
    }
  }

  private static DatasetReference dataset(Model model) {
    return DatasetReference.newBuilder()
        .setSource("bench")
        .setRanges(List.of())
        .setPlaylists(0)
        .setEvents(model.counts().length)
        .setSplitSeed(0)
        .setSampledShare(1)
        .build();
  }
}
