package io.segue.app.api;

import io.segue.app.index.ServedIndex;
import io.segue.app.index.ServingIndex;
import io.segue.app.index.Trial;
import io.segue.app.index.VersionStatus;
import io.segue.schemas.Canary;
import io.segue.schemas.IndexManifest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/index}: which index version this instance serves, which it should, and how every
 * version that it knows stands. Always 200 with {@link Body}.
 */
final class GetIndex implements Endpoint {

  /**
   * The answer.
   *
   * @param serving the version that answers; null while there is none
   * @param servingSince when this instance loaded it
   * @param wanted the version that was activated last; differs from {@code serving} while it loads
   *     and when it is faulty
   * @param trial the version that answers for a share of the playlists instead; null when there is
   *     none in memory here
   * @param versions every version known, oldest first
   * @param instance which instance answered
   */
  record Body(
      @Nullable String serving,
      @Nullable String servingSince,
      @Nullable String wanted,
      @Nullable TrialView trial,
      List<Version> versions,
      String instance) {}

  /**
   * A trial.
   *
   * @param version the candidate
   * @param share the share of the playlists that it answers for
   * @param startedAt when the trial began
   * @param endsAt when it ends at the latest
   */
  record TrialView(String version, double share, String startedAt, String endsAt) {

    static TrialView of(Canary canary) {
      return new TrialView(
          canary.getVersion(),
          canary.getShare(),
          canary.getStartedAt().toString(),
          canary.getEndsAt().toString());
    }
  }

  /**
   * One version.
   *
   * @param version its name
   * @param state {@code loading}, {@code ready}, {@code serving}, {@code candidate}, {@code
   *     previous} or {@code faulty}
   * @param reason why it is faulty, or what it waits for
   * @param since when the state began
   * @param content what its manifest says; null when there is none
   */
  record Version(
      String version,
      String state,
      @Nullable String reason,
      String since,
      @Nullable Content content) {}

  /**
   * What a manifest says.
   *
   * @param createdAt when the version was published
   * @param parent the version that was active then
   * @param trackCount how many tracks it knows
   * @param dimension the length of its vectors
   * @param sizeBytes the length of its bundle
   * @param metrics what the trainer measured
   * @param hyperparameters what it was trained with
   * @param trainedOn the source of its dataset
   * @param playlists how many playlists that has
   * @param events how many playlist entries that has
   */
  record Content(
      String createdAt,
      @Nullable String parent,
      int trackCount,
      int dimension,
      long sizeBytes,
      Map<String, Double> metrics,
      Map<String, String> hyperparameters,
      String trainedOn,
      int playlists,
      long events) {

    static Content of(IndexManifest manifest) {
      return new Content(
          manifest.getCreatedAt().toString(),
          manifest.getParent(),
          manifest.getTrackCount(),
          manifest.getDimension(),
          manifest.getSizeBytes(),
          new TreeMap<>(manifest.getMetrics()),
          new TreeMap<>(manifest.getHyperparameters()),
          manifest.getDataset().getSource(),
          manifest.getDataset().getPlaylists(),
          manifest.getDataset().getEvents());
    }
  }

  private final ServedIndex served;
  private final String instance;

  GetIndex(ServedIndex served, String instance) {
    this.served = served;
    this.instance = instance;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/v1/index";
  }

  @Override
  public Answer answer(ApiRequest request) {
    ServedIndex.View view = served.view();
    ServingIndex current = view.current();
    Trial trial = view.trial();
    return Answer.json(
        Answer.OK,
        new Body(
            current == null ? null : current.version(),
            current == null ? null : current.since().toString(),
            view.wanted(),
            trial == null ? null : TrialView.of(trial.settings()),
            view.versions().stream().map(GetIndex::version).toList(),
            instance));
  }

  private static Version version(VersionStatus status) {
    IndexManifest manifest = status.manifest();
    return new Version(
        status.version(),
        status.state().name().toLowerCase(Locale.ROOT),
        status.reason(),
        status.since().toString(),
        manifest == null ? null : Content.of(manifest));
  }
}
