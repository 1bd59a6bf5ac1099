package io.segue.app.index;

import io.segue.recommender.Recommender;
import io.segue.schemas.IndexManifest;
import java.time.Instant;

/**
 * A loaded index version. A request takes it once and uses it to the end, so no answer mixes two
 * versions. Immutable.
 *
 * @param manifest what the version says of itself, verified against its bytes
 * @param recommender answers from the version
 * @param report what its trainer wrote about it
 * @param since when this instance loaded it
 */
public record ServingIndex(
    IndexManifest manifest, Recommender recommender, VersionReport report, Instant since) {

  /** The version's name. */
  public String version() {
    return manifest.getVersion();
  }
}
