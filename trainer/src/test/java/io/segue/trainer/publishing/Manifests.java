package io.segue.trainer.publishing;

import io.segue.schemas.DatasetReference;
import io.segue.schemas.IndexManifest;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Manifests for tests. */
final class Manifests {

  static final DatasetReference DATASET =
      new DatasetReference("playlist-events", List.of(), 10, 30L, 42L, 1.0);

  private Manifests() {}

  static IndexManifest of(String version) {
    return new IndexManifest(
        version,
        Instant.EPOCH,
        null,
        1,
        0L,
        ByteBuffer.allocate(32),
        List.of(),
        0,
        48,
        Map.of("validation.hr@100", 0.25),
        Map.of("min_count", "3"),
        DATASET,
        "",
        Map.of());
  }
}
