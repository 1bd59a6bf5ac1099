package io.segue.app.index;

import io.segue.recommender.Model;
import io.segue.recommender.Recommender;
import io.segue.recommender.TrackArtists;
import io.segue.schemas.ActiveIndex;
import io.segue.schemas.Canary;
import io.segue.schemas.IndexManifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Served indexes for tests that need one and no follower. */
public final class ServedIndexes {

  private ServedIndexes() {}

  /** Makes a served index answer from the small model of a seed; it has no report. */
  public static void serve(ServedIndex served, String version, long seed, TrackArtists artists) {
    serve(served, version, seed, artists, VersionReport.none("There is no report of it."));
  }

  /** As above, with a report, packed as it is published. */
  public static void serve(
      ServedIndex served, String version, long seed, TrackArtists artists, byte[] report) {
    serve(served, version, seed, artists, VersionReport.of(report));
  }

  /** Makes a served index answer from the same model with a ranking part. */
  public static void serveRanked(
      ServedIndex served, String version, long seed, TrackArtists artists) {
    serve(
        served,
        version,
        Bundle.rankedModel(seed),
        artists,
        VersionReport.none("There is no report of it."));
  }

  /** Puts another version on trial beside the one that serves, for a share of the playlists. */
  public static void putOnTrial(
      ServedIndex served, String version, long seed, double share, TrackArtists artists) {
    ServedIndex.View now = served.view();
    ServingIndex candidate =
        new ServingIndex(
            Bundle.of(version, 1).manifest(0),
            new Recommender(Bundle.model(seed), artists),
            VersionReport.none("There is no report of it."),
            Instant.EPOCH);
    Canary canary =
        new Canary(version, share, Instant.EPOCH, Instant.EPOCH.plusSeconds(3600), 20, 100, 0.05);
    served.publish(
        new ServedIndex.View(
            now.current(),
            new Trial(candidate, canary),
            new ActiveIndex(
                Objects.requireNonNull(now.wanted()), null, Instant.EPOCH, "test", canary),
            now.versions(),
            true));
  }

  /** Makes a served index answer nothing any more. */
  public static void serveNothing(ServedIndex served) {
    served.publish(new ServedIndex.View(null, null, null, List.of(), true));
  }

  /** Keeps another version in memory, to be swapped back to. */
  public static void keepPrevious(
      ServedIndex served, String version, long seed, TrackArtists artists) {
    ServedIndex.View now = served.view();
    IndexManifest manifest = Bundle.of(version, 1).manifest(0);
    ServingIndex previous =
        new ServingIndex(
            manifest,
            new Recommender(Bundle.model(seed), artists),
            VersionReport.none("There is no report of it."),
            Instant.EPOCH);
    List<VersionStatus> versions = new ArrayList<>(now.versions());
    versions.add(
        0,
        new VersionStatus(
            version, VersionStatus.State.PREVIOUS, null, Instant.EPOCH, manifest, previous));
    served.publish(new ServedIndex.View(now.current(), now.trial(), now.active(), versions, true));
  }

  private static void serve(
      ServedIndex served, String version, long seed, TrackArtists artists, VersionReport report) {
    serve(served, version, Bundle.model(seed), artists, report);
  }

  private static void serve(
      ServedIndex served, String version, Model model, TrackArtists artists, VersionReport report) {
    IndexManifest manifest = Bundle.of(version, 1).manifest(0);
    ServingIndex index =
        new ServingIndex(manifest, new Recommender(model, artists), report, Instant.EPOCH);
    served.publish(
        new ServedIndex.View(
            index,
            null,
            new ActiveIndex(version, null, Instant.EPOCH, "test", null),
            List.of(
                new VersionStatus(
                    version, VersionStatus.State.SERVING, null, Instant.EPOCH, manifest, index)),
            true));
  }
}
