package io.segue.app.api;

import io.segue.app.canary.Judgement;
import io.segue.app.index.ServedIndex;
import io.segue.app.index.VersionStatus;
import io.segue.app.quality.ClusterQuality;
import io.segue.app.quality.EventSlice;
import io.segue.app.quality.QualityReading;
import io.segue.app.quality.RankCounts;
import io.segue.schemas.ActiveIndex;
import io.segue.schemas.Canary;
import io.segue.schemas.IndexManifest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/quality?minutes=60&k=20}: how recommendations have fared, by index version and
 * slice, over the latest minutes and all instances; and how the trial stands, if one is on.
 *
 * <p>200 with {@link Body}; 400 for {@code minutes} outside 1 to 1,440 or {@code k} outside 1 to
 * 100.
 */
final class GetQuality implements Endpoint {

  static final IntOption MINUTES = new IntOption("minutes", 0, 1_440);
  static final int MINUTES_DEFAULT = 60;
  static final IntOption K = new IntOption("k", 1, RankCounts.DEPTH);
  static final int K_DEFAULT = 20;

  /**
   * The answer.
   *
   * @param minutes how far back it goes
   * @param k of hit rates and reciprocal ranks
   * @param versions by version, those that answered for examined events
   * @param trial the trial that is on; null when none is
   * @param partitionsMissing partitions of which nothing could be had now; the figures are without
   *     them
   * @param instance which instance put it together
   */
  record Body(
      int minutes,
      int k,
      List<VersionView> versions,
      @Nullable TrialView trial,
      Set<Integer> partitionsMissing,
      String instance) {}

  /**
   * A version.
   *
   * @param version its name
   * @param coverage about which share of its tracks was among the first 20 recommendations of some
   *     event; null when its number of tracks is not known here
   * @param slices its figures, all events first
   */
  record VersionView(String version, @Nullable Double coverage, List<SliceView> slices) {}

  /**
   * A version's figures for a slice.
   *
   * @param slice {@code all}, {@code first-events}, {@code long-tail} or {@code new-track}
   * @param questions how many events were examined
   * @param hitRate HR@k
   * @param reciprocalRank MRR@k
   */
  record SliceView(String slice, long questions, double hitRate, double reciprocalRank) {}

  /**
   * A trial, over all of its time.
   *
   * @param candidate the version on trial
   * @param against the version that serves
   * @param share the share of the playlists that the candidate answers for
   * @param startedAt when it began
   * @param endsAt when it ends at the latest
   * @param k of the hit rates that are compared
   * @param playlistsMin how many playlists must have been examined
   * @param active the side of the version that serves; each playlist counts once
   * @param other the candidate's side
   * @param evidenceBetter the e-value for the candidate being better
   * @param evidenceWorse the e-value for it being worse
   * @param evidenceNeeded what either must reach
   * @param verdict {@code continue}, {@code promote} or {@code roll_back}; the instance that
   *     decides carries it out within seconds
   */
  record TrialView(
      String candidate,
      String against,
      double share,
      String startedAt,
      String endsAt,
      int k,
      int playlistsMin,
      SideView active,
      SideView other,
      double evidenceBetter,
      double evidenceWorse,
      double evidenceNeeded,
      String verdict) {}

  /**
   * A side of a trial.
   *
   * @param playlists how many were examined
   * @param hitRate HR@k of their first examined events
   */
  record SideView(long playlists, double hitRate) {}

  private final ClusterQuality quality;
  private final ServedIndex served;
  private final String instance;
  private final Clock clock;

  GetQuality(ClusterQuality quality, ServedIndex served, String instance, Clock clock) {
    this.quality = quality;
    this.served = served;
    this.instance = instance;
    this.clock = clock;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/v1/quality";
  }

  @Override
  public Set<String> queryParameters() {
    return Set.of(MINUTES.name(), K.name());
  }

  @Override
  public Answer answer(ApiRequest request) {
    int minutes = MINUTES.of(request, MINUTES_DEFAULT);
    int k = K.of(request, K_DEFAULT);
    ServedIndex.View view = served.view();
    ActiveIndex active = view.active();
    Canary canary = active == null ? null : active.getCanary();
    QualityReading reading =
        quality.read(
            Duration.ofMinutes(minutes), canary == null ? 0 : canary.getStartedAt().toEpochMilli());
    Set<Integer> missing = new TreeSet<>();
    for (int partition = 0; partition < quality.partitions(); partition++) {
      if (!reading.partitions().contains(partition)) {
        missing.add(partition);
      }
    }
    return Answer.json(
        Answer.OK,
        new Body(
            minutes,
            k,
            reading.byVersion().entrySet().stream()
                .map(entry -> version(entry.getKey(), entry.getValue(), reading, view, k))
                .toList(),
            active == null || canary == null ? null : trial(active.getVersion(), canary, reading),
            missing,
            instance));
  }

  private static VersionView version(
      String version,
      Map<EventSlice, RankCounts> slices,
      QualityReading reading,
      ServedIndex.View view,
      int k) {
    int tracks =
        view.versions().stream()
            .filter(status -> status.version().equals(version))
            .map(VersionStatus::manifest)
            .mapToInt(manifest -> tracks(manifest))
            .findFirst()
            .orElse(0);
    return new VersionView(
        version,
        tracks == 0 ? null : Math.min(1, reading.tracksShown(version) / tracks),
        slices.entrySet().stream()
            .map(
                slice ->
                    new SliceView(
                        slice.getKey().label(),
                        slice.getValue().questions(),
                        slice.getValue().hitRate(k),
                        slice.getValue().reciprocalRank(k)))
            .toList());
  }

  private static int tracks(@Nullable IndexManifest manifest) {
    return manifest == null ? 0 : manifest.getTrackCount();
  }

  private TrialView trial(String against, Canary canary, QualityReading reading) {
    RankCounts active = counts(reading.active());
    RankCounts candidate = counts(reading.candidate());
    Judgement judgement = Judgement.of(canary, active, candidate, clock.instant());
    return new TrialView(
        canary.getVersion(),
        against,
        canary.getShare(),
        canary.getStartedAt().toString(),
        canary.getEndsAt().toString(),
        canary.getK(),
        canary.getPlaylistsMin(),
        new SideView(active.questions(), active.hitRate(canary.getK())),
        new SideView(candidate.questions(), candidate.hitRate(canary.getK())),
        judgement.evidence().better(),
        judgement.evidence().worse(),
        Judgement.needed(canary),
        judgement.verdict().name().toLowerCase(Locale.ROOT));
  }

  private static RankCounts counts(QualityReading.@Nullable Counts counts) {
    return counts == null ? RankCounts.NONE : counts.toRankCounts();
  }
}
