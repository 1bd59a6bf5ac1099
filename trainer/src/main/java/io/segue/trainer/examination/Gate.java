package io.segue.trainer.examination;

import io.segue.recommender.evaluation.TargetRanks.Estimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Decides whether an examined model may be activated. */
public final class Gate {

  /** Fewer questions say too little: such a check is skipped. */
  static final int QUESTIONS_MIN = 30;

  private Gate() {}

  /** Judges. */
  public static Verdict judge(Examination examination, Thresholds thresholds) {
    List<Check> checks = new ArrayList<>();
    checks.add(
        Check.atLeast(
            "better than the charts",
            examination.overMostPopular().high(),
            thresholds.hitRateOverMostPopularMin(),
            "The upper end of hr@100 minus the hr@100 of listing the most popular tracks."));
    checks.add(worstSlice(examination, thresholds));
    Behaviour behaviour = examination.behaviour();
    checks.add(
        Check.atLeast(
            "distance of misses",
            behaviour.missCosine().mean() - behaviour.chanceCosine().mean(),
            thresholds.missCosineOverChanceMin(),
            "Cosine of a wrong first answer and the right one, minus that of a track drawn by"
                + " chance."));
    checks.add(
        Check.atLeast(
            "shuffled sessions",
            behaviour.shuffledOverlap().mean(),
            thresholds.shuffledOverlapMin(),
            "The share of a list that stays when the playlist is shuffled."));
    checks.add(
        Check.atLeast(
            "perturbed sessions",
            behaviour.missingOverlap().mean(),
            thresholds.missingOverlapMin(),
            "The share of a list that stays when one of the latest tracks is missing."));
    checks.add(
        Check.atMost(
            "popularity of what is recommended",
            behaviour.headShare().mean() - behaviour.headShareOfRight().mean(),
            thresholds.headShareOverRightMax(),
            "The share of popular tracks in the lists, minus that in the right answers."));
    checks.add(
        Check.atMost(
            "artist concentration",
            behaviour.topArtistShare().mean() - behaviour.topArtistShareOfPlaylists().mean(),
            thresholds.topArtistShareOverPlaylistsMax(),
            "The share of a list's most frequent artist, minus that in the playlists."));
    checks.add(
        Check.atLeast(
            "index recall",
            behaviour.indexRecall().mean(),
            thresholds.indexRecallMin(),
            "The share of the exact 100 nearest neighbours that the index finds."));
    if (examination.questions() < QUESTIONS_MIN) {
      checks.replaceAll(
          check ->
              check.skipped(
                  "Only %d playlists could be asked about; %d are needed."
                      .formatted(examination.questions(), QUESTIONS_MIN)));
    }
    checks.add(notWorse(examination, thresholds));
    return new Verdict(checks);
  }

  private static Check worstSlice(Examination examination, Thresholds thresholds) {
    double overall = Objects.requireNonNull(examination.nextTrack().get("hr@100")).mean();
    Optional<SliceResult> worst =
        examination.slices().stream()
            .filter(slice -> slice.answerable() && slice.questions() >= QUESTIONS_MIN)
            .min(Comparator.comparingDouble(slice -> slice.hitRate().high()));
    double share = worst.isEmpty() || overall == 0 ? 0 : worst.get().hitRate().high() / overall;
    Check check =
        Check.atLeast(
            "hits by slice",
            share,
            thresholds.sliceHitRateShareMin(),
            worst.isEmpty()
                ? ""
                : "The upper end of hr@100 of the worst slice (%s: %s) as a share of the overall"
                        .formatted(worst.get().kind(), worst.get().name())
                    + " one.");
    return worst.isEmpty() || overall == 0
        ? check.skipped("There are no hits in any slice of %d questions.".formatted(QUESTIONS_MIN))
        : check;
  }

  private static Check notWorse(Examination examination, Thresholds thresholds) {
    String name = "not worse than the active version";
    Comparison comparison = examination.comparison();
    if (comparison == null) {
      return Check.atLeast(name, 0, 0, "").skipped("There is no active version to compare with.");
    }
    Estimate difference = comparison.difference();
    double bound =
        comparison.sameSplit()
            ? 0
            : -thresholds.lossToUnfairActiveMax() * comparison.hitRate().mean();
    return Check.atLeast(
        name,
        difference.high(),
        bound,
        String.format(
            Locale.ROOT,
            "The upper end of hr@100 minus that of %s on the same questions; %s has %.4f, the"
                + " difference is %+.4f (%+.4f to %+.4f).%s",
            comparison.version(),
            comparison.version(),
            comparison.hitRate().mean(),
            difference.mean(),
            difference.low(),
            difference.high(),
            comparison.sameSplit()
                ? ""
                : " It was trained on data split otherwise, and may know some of the questions."));
  }
}
