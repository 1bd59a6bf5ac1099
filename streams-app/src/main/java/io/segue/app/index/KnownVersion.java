package io.segue.app.index;

import io.segue.app.index.VersionStatus.State;
import io.segue.schemas.IndexManifest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of one version; touched by the follower's thread only. */
final class KnownVersion {

  final String version;
  @Nullable IndexManifest manifest;
  State state = State.LOADING;
  @Nullable String reason;
  Instant since;
  @Nullable Instant retryAt;
  @Nullable ServingIndex loaded;
  boolean withdrawn;

  KnownVersion(String version, Instant since) {
    this.version = version;
    this.since = since;
  }

  VersionStatus status() {
    return new VersionStatus(version, state, reason, since, manifest, loaded);
  }

  /** Whether something can be done to bring it further, at a moment. */
  boolean isDue(Instant now) {
    return state != State.FAULTY
        && state != State.SERVING
        && manifest != null
        && (retryAt == null
            || !now.isBefore(retryAt)
            // farther away than any wait: the clock was put back, and this would last as long
            || now.plus(IndexFollower.RETRY_AFTER).isBefore(retryAt));
  }

  /** The manifest of a version that is worked on. */
  IndexManifest announced() {
    if (manifest == null) {
      throw new IllegalStateException("index " + version + " has no manifest to work on");
    }
    return manifest;
  }
}
