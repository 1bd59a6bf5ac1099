package io.segue.recommender.evaluation;

import io.segue.recommender.evaluation.TargetRanks.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * 95 % confidence intervals by the bootstrap: the cases are drawn anew, with replacement, many
 * times, and the interval holds the middle 95 % of what the draws give (Efron 1979).
 *
 * <p>Each draw has a seed of its own, made of the bootstrap's seed and its number, so that the
 * intervals do not depend on the number of threads.
 *
 * @param replicates how often cases are drawn, at least 1
 * @param seed of the draws
 * @param threads how many threads draw at once, at least 1
 */
public record Bootstrap(int replicates, long seed, int threads) {

  private static final double TAIL = 0.025;

  /** Checks the numbers. */
  public Bootstrap {
    if (replicates < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "a bootstrap needs 1 replicate and 1 thread or more, not %d and %d"
              .formatted(replicates, threads));
    }
  }

  /**
   * The means of all columns. Each draw of the rows serves all columns, and so costs one pass.
   *
   * @return by column; zeros where there are no rows
   */
  public List<Estimate> means(CaseTable table) throws InterruptedException {
    int columns = table.metrics().size();
    double[][] draws = new double[columns][replicates];
    Parallel.forEach(
        table.cases() == 0 ? 0 : replicates,
        threads,
        replicate -> {
          SplittableRandom random = random(replicate);
          double[] sums = new double[columns];
          for (int i = 0; i < table.cases(); i++) {
            table.addRow(random.nextInt(table.cases()), sums);
          }
          for (int column = 0; column < columns; column++) {
            draws[column][replicate] = sums[column] / table.cases();
          }
        });
    double[] sums = new double[columns];
    for (int row = 0; row < table.cases(); row++) {
      table.addRow(row, sums);
    }
    List<Estimate> estimates = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      estimates.add(interval(sums[column] / Math.max(1, table.cases()), draws[column]));
    }
    return estimates;
  }

  /** The mean of values, one a case; 0 when there are none. */
  public Estimate mean(double[] values) throws InterruptedException {
    CaseTable table = new CaseTable(List.of("value"), values.length);
    for (int row = 0; row < values.length; row++) {
      table.set(row, 0, values[row]);
    }
    return means(table).get(0);
  }

  /**
   * A statistic of all cases together, such as the share of tracks that appear in any list.
   *
   * <p>Cases drawn with replacement are fewer different ones than there are, which shifts such
   * statistics; the draws are therefore moved so that their mean is the statistic itself.
   *
   * @param statistic of the cases of the given numbers; called from several threads
   */
  public Estimate statistic(int cases, ToDoubleFunction<int[]> statistic)
      throws InterruptedException {
    if (cases == 0) {
      return new Estimate(0, 0, 0);
    }
    double[] draws = new double[replicates];
    Parallel.forEach(
        replicates,
        threads,
        replicate -> {
          SplittableRandom random = random(replicate);
          int[] drawn = new int[cases];
          for (int i = 0; i < cases; i++) {
            drawn[i] = random.nextInt(cases);
          }
          draws[replicate] = statistic.applyAsDouble(drawn);
        });
    int[] all = new int[cases];
    Arrays.setAll(all, i -> i);
    double value = statistic.applyAsDouble(all);
    double shift = value - Arrays.stream(draws).average().orElse(value);
    return interval(value, Arrays.stream(draws).map(draw -> draw + shift).toArray());
  }

  /**
   * A share of cases, such as a hit rate, of which only the number of cases is known: drawing cases
   * with replacement is then drawing from the binomial distribution.
   *
   * @param share 0 to 1
   */
  public Estimate share(double share, int cases) throws InterruptedException {
    double[] draws = new double[replicates];
    Parallel.forEach(
        cases == 0 ? 0 : replicates,
        threads,
        replicate -> {
          SplittableRandom random = random(replicate);
          int hits = 0;
          for (int i = 0; i < cases; i++) {
            hits += random.nextDouble() < share ? 1 : 0;
          }
          draws[replicate] = (double) hits / cases;
        });
    return interval(share, draws);
  }

  private SplittableRandom random(int replicate) {
    return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + replicate);
  }

  private static Estimate interval(double value, double[] draws) {
    Arrays.sort(draws);
    int last = draws.length - 1;
    return new Estimate(
        value, draws[(int) (TAIL * last)], draws[(int) Math.ceil((1 - TAIL) * last)]);
  }
}
