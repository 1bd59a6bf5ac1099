package io.segue.app.canary;

import io.segue.app.quality.RankCounts;
import io.segue.schemas.Canary;
import java.time.Instant;
import java.util.Locale;

/**
 * What is to become of a trial, by what has been seen of it.
 *
 * @param verdict what is to be done
 * @param evidence what speaks for and against the candidate
 * @param reason the same as a clause with the figures
 */
public record Judgement(Verdict verdict, Evidence evidence, String reason) {

  /** What is to be done with a candidate. */
  public enum Verdict {
    /** Nothing yet. */
    CONTINUE,
    /** It is to serve. */
    PROMOTE,
    /** It is to answer no more. */
    ROLL_BACK
  }

  /**
   * Judges a trial. It may be judged as often as one likes: the error rate holds for all looks
   * together.
   *
   * @param canary what was agreed
   * @param active outcomes of playlists that the version in force answers for
   * @param candidate outcomes of the candidate's
   */
  public static Judgement of(Canary canary, RankCounts active, RankCounts candidate, Instant now) {
    int k = canary.getK();
    Evidence evidence =
        Evidence.of(
            canary.getShare(),
            active.questions(),
            active.hits(k),
            candidate.questions(),
            candidate.hits(k));
    String figures =
        String.format(
            Locale.ROOT,
            "HR@%d %.4f on %d playlists against %.4f on %d",
            k,
            candidate.hitRate(k),
            candidate.questions(),
            active.hitRate(k),
            active.questions());
    boolean enough = active.questions() + candidate.questions() >= canary.getPlaylistsMin();
    if (enough && evidence.better() >= needed(canary)) {
      return new Judgement(Verdict.PROMOTE, evidence, "it is better: " + figures);
    }
    if (enough && evidence.worse() >= needed(canary)) {
      return new Judgement(Verdict.ROLL_BACK, evidence, "it is worse: " + figures);
    }
    if (!now.isBefore(canary.getEndsAt())) {
      return new Judgement(
          Verdict.ROLL_BACK,
          evidence,
          "its time is over and it is not shown to be better: " + figures);
    }
    return new Judgement(Verdict.CONTINUE, evidence, "undecided: " + figures);
  }

  /** How strong the evidence must be, for either side: they share the error rate. */
  public static double needed(Canary canary) {
    return 2 / canary.getErrorRate();
  }
}
