package io.segue.recommender.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured in each case: a row a case, a column a metric. Thread-safe while it is only
 * read.
 */
public final class CaseTable {

  private final List<String> metrics;
  private final int cases;
  private final double[] values;

  /** A table of zeros. */
  public CaseTable(List<String> metrics, int cases) {
    this.metrics = List.copyOf(metrics);
    this.cases = cases;
    this.values = new double[Math.multiplyExact(cases, metrics.size())];
  }

  /** The columns' names. */
  public List<String> metrics() {
    return metrics;
  }

  /** How many rows there are. */
  public int cases() {
    return cases;
  }

  /** Writes a cell; different rows may be written by different threads. */
  public void set(int row, int column, double value) {
    values[row * metrics.size() + column] = value;
  }

  /** A column's place. */
  public int column(String metric) {
    int column = metrics.indexOf(metric);
    if (column < 0) {
      throw new IllegalArgumentException(
          "%s was not measured; there are %s".formatted(metric, String.join(", ", metrics)));
    }
    return column;
  }

  /** A copy of a column. */
  public double[] values(String metric) {
    int column = column(metric);
    double[] copy = new double[cases];
    for (int row = 0; row < cases; row++) {
      copy[row] = values[row * metrics.size() + column];
    }
    return copy;
  }

  /** A table of some rows. */
  public CaseTable rows(int[] rows) {
    CaseTable selected = new CaseTable(metrics, rows.length);
    int width = metrics.size();
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(values, rows[row] * width, selected.values, row * width, width);
    }
    return selected;
  }

  /** Adds a row to sums, one a column. */
  void addRow(int row, double[] sums) {
    int from = row * sums.length;
    for (int column = 0; column < sums.length; column++) {
      sums[column] += values[from + column];
    }
  }

  /** The mean of each column by its name, with its interval; see {@link Bootstrap#means}. */
  public Map<String, TargetRanks.Estimate> estimates(Bootstrap bootstrap)
      throws InterruptedException {
    List<TargetRanks.Estimate> means = bootstrap.means(this);
    Map<String, TargetRanks.Estimate> byName = new LinkedHashMap<>();
    for (int column = 0; column < metrics.size(); column++) {
      byName.put(metrics.get(column), means.get(column));
    }
    return byName;
  }
}
