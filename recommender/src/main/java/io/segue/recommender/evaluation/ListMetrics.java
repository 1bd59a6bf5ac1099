package io.segue.recommender.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * What a list is worth to the one who asked, for each case:
 *
 * <ul>
 *   <li>{@code hr@k}: 1 if a right answer is among the first k
 *   <li>{@code mrr@k}: 1 / place of the first right answer, 0 where none is among the first k
 *   <li>{@code ndcg@k}: the sum of 1 / log2(1 + place) over the right answers among the first k,
 *       divided by the most that it could be (Järvelin and Kekäläinen 2002)
 *   <li>{@code precision@k}: the right answers among the first k, divided by k
 *   <li>{@code recall@k}: the right answers among the first k, divided by all right answers
 *   <li>{@code r_precision}: precision at as many places as there are right answers
 * </ul>
 *
 * <p>All are 0 to 1. With one right answer a case, recall is the hit rate and R-precision is {@code
 * hr@1}.
 */
public final class ListMetrics {

  /** The lengths of list that are looked at. */
  public static final List<Integer> CUT_OFFS = List.of(1, 5, 10, 20, 100);

  private static final int METRICS_PER_CUT_OFF = 5;

  private ListMetrics() {}

  /** Measures every case. */
  public static CaseTable of(RankedLists ranked) {
    CaseTable table = new CaseTable(names(), ranked.cases());
    for (int row = 0; row < ranked.cases(); row++) {
      measure(ranked.lists()[row], ranked.right()[row], table, row);
    }
    return table;
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (int k : CUT_OFFS) {
      for (String metric : List.of("hr", "mrr", "ndcg", "precision", "recall")) {
        names.add(metric + "@" + k);
      }
    }
    names.add("r_precision");
    return names;
  }

  private static void measure(int[] list, int[] right, CaseTable table, int row) {
    int hits = 0;
    int first = TargetRanks.MISSED;
    int hitsAtRight = 0;
    double gain = 0;
    int place = 0;
    for (int i = 0; i < CUT_OFFS.size(); i++) {
      int k = CUT_OFFS.get(i);
      for (; place < Math.min(k, list.length); place++) {
        if (contains(right, list[place])) {
          hits++;
          first = Math.min(first, place + 1);
          gain += discount(place + 1);
          hitsAtRight += place < right.length ? 1 : 0;
        }
      }
      int column = METRICS_PER_CUT_OFF * i;
      table.set(row, column, TargetRanks.hitRate(k).of(first));
      table.set(row, column + 1, TargetRanks.reciprocalRank(k).of(first));
      table.set(row, column + 2, gain / bestGain(Math.min(k, right.length)));
      table.set(row, column + 3, (double) hits / k);
      table.set(row, column + 4, (double) hits / right.length);
    }
    table.set(row, METRICS_PER_CUT_OFF * CUT_OFFS.size(), (double) hitsAtRight / right.length);
  }

  private static double bestGain(int places) {
    double gain = 0;
    for (int place = 1; place <= places; place++) {
      gain += discount(place);
    }
    return gain;
  }

  private static double discount(int place) {
    return TargetRanks.discountedGain(TargetRanks.MISSED).of(place);
  }

  private static boolean contains(int[] tracks, int track) {
    for (int candidate : tracks) {
      if (candidate == track) {
        return true;
      }
    }
    return false;
  }
}
