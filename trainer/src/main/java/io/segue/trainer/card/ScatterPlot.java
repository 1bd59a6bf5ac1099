package io.segue.trainer.card;

import io.segue.recommender.evaluation.TargetRanks.Estimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/**
 * A metric against a parameter, in the units of a picture of {@value #WIDTH} by {@value #HEIGHT}.
 *
 * @param parameter whose values lie along the horizontal axis
 * @param dots the trials
 * @param columns where each value is written
 * @param lines where a value of the metric is written
 */
public record ScatterPlot(String parameter, List<Dot> dots, List<Tick> columns, List<Tick> lines) {

  /** The picture's width. */
  static final int WIDTH = 320;

  /** The picture's height. */
  static final int HEIGHT = 200;

  private static final int LEFT = 52;
  private static final int RIGHT = 14;
  private static final int TOP = 12;
  private static final int BOTTOM = 30;
  private static final int LINES = 4;

  /**
   * A trial.
   *
   * @param x from the left
   * @param y from the top
   * @param top where its interval ends above
   * @param bottom where it ends below
   * @param best whether it was chosen
   * @param label what to say about it
   */
  public record Dot(String x, String y, String top, String bottom, boolean best, String label) {}

  /**
   * A value on an axis.
   *
   * @param at its place
   * @param label its text
   */
  public record Tick(String at, String label) {}

  /** Copies the lists. */
  public ScatterPlot {
    dots = List.copyOf(dots);
    columns = List.copyOf(columns);
    lines = List.copyOf(lines);
  }

  /** The hit rate against a parameter, over the trials that did not fail. */
  static ScatterPlot of(Card card, String parameter) {
    List<TrialRow> trials =
        card.trials().stream().filter(trial -> trial.hitRate() != null).toList();
    Function<TrialRow, String> valueOf =
        trial -> trial.parameters().getOrDefault(parameter, "none");
    List<String> values = trials.stream().map(valueOf).distinct().sorted(byNumberOrName()).toList();
    double low = trials.stream().mapToDouble(t -> hitRate(t).low()).min().orElse(0);
    double high = trials.stream().mapToDouble(t -> hitRate(t).high()).max().orElse(1);
    Scale scale = Scale.around(low, high);
    List<Dot> dots = new ArrayList<>();
    for (TrialRow trial : trials) {
      Estimate hitRate = hitRate(trial);
      dots.add(
          new Dot(
              text(column(values.indexOf(valueOf.apply(trial)), values.size())),
              text(scale.y(hitRate.mean())),
              text(scale.y(hitRate.high())),
              text(scale.y(hitRate.low())),
              trial.number() == card.best(),
              "trial %d, %s = %s: hr@100 %s (%s)"
                  .formatted(
                      trial.number(),
                      parameter,
                      valueOf.apply(trial),
                      Numbers.metric(hitRate.mean()),
                      Numbers.interval(hitRate))));
    }
    List<Tick> columns = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      columns.add(new Tick(text(column(i, values.size())), values.get(i)));
    }
    List<Tick> lines = new ArrayList<>();
    for (int i = 0; i <= LINES; i++) {
      double value = scale.low + i * (scale.high - scale.low) / LINES;
      lines.add(new Tick(text(scale.y(value)), String.format(Locale.ROOT, "%.3f", value)));
    }
    return new ScatterPlot(parameter, dots, columns, lines);
  }

  private static Estimate hitRate(TrialRow trial) {
    return Objects.requireNonNull(trial.hitRate());
  }

  private static double column(int index, int count) {
    return LEFT + (index + 0.5) * (WIDTH - LEFT - RIGHT) / count;
  }

  private static Comparator<String> byNumberOrName() {
    return Comparator.comparingDouble(ScatterPlot::number).thenComparing(Comparator.naturalOrder());
  }

  private static double number(String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      return Double.POSITIVE_INFINITY; // words come after numbers
    }
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** Where values lie between the picture's top and bottom. */
  private record Scale(double low, double high) {

    static Scale around(double low, double high) {
      double margin = high > low ? 0.05 * (high - low) : 0.05;
      return new Scale(low - margin, high + margin);
    }

    double y(double value) {
      return HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM);
    }
  }
}
