package io.segue.trainer.prequential;

import io.segue.recommender.evaluation.TargetRanks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * What came of an exam: for each question where in the stream it was asked, what about, and at
 * which rank each arm had the answer.
 */
final class Marks {

  private final List<String> arms;
  private final List<Integer> events = new ArrayList<>();
  private final List<String> targets = new ArrayList<>();
  private final List<int[]> ranks = new ArrayList<>();

  Marks(List<String> arms) {
    this.arms = List.copyOf(arms);
  }

  /**
   * Notes a question.
   *
   * @param event the number of the event that was the answer
   * @param target its track
   * @param rankOf the rank by arm, from 1, or {@link TargetRanks#MISSED}
   */
  void add(int event, String target, int[] rankOf) {
    events.add(event);
    targets.add(target);
    ranks.add(rankOf);
  }

  List<String> arms() {
    return arms;
  }

  int size() {
    return events.size();
  }

  int event(int question) {
    return events.get(question);
  }

  String target(int question) {
    return targets.get(question);
  }

  /** The ranks of one arm at some of the questions. */
  TargetRanks ranks(int arm, IntPredicate which) {
    TargetRanks chosen = new TargetRanks();
    for (int question = 0; question < size(); question++) {
      if (which.test(question)) {
        chosen.add(ranks.get(question)[arm]);
      }
    }
    return chosen;
  }

  /** By how much one arm hits more often than another, for each question: 1, 0 or -1. */
  double[] gains(int arm, int other, int k) {
    double[] gains = new double[size()];
    for (int question = 0; question < gains.length; question++) {
      int[] rankOf = ranks.get(question);
      gains[question] = (rankOf[arm] <= k ? 1 : 0) - (rankOf[other] <= k ? 1 : 0);
    }
    return gains;
  }
}
