package io.segue.trainer.card;

import io.segue.recommender.evaluation.TargetRanks.Estimate;
import java.util.List;
import java.util.Objects;

/**
 * A metric against a parameter, in the units of a {@link Frame}.
 *
 * @param parameter whose values lie along the horizontal axis
 * @param dots the trials
 * @param columns where each value is written
 * @param lines where a value of the metric is written
 */
public record ScatterPlot(String parameter, List<Dot> dots, List<Tick> columns, List<Tick> lines) {

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
    Frame frame =
        new Frame(
            trials.stream().map(trial -> value(trial, parameter)).toList(),
            trials.stream().mapToDouble(t -> hitRate(t).low()).min().orElse(0),
            trials.stream().mapToDouble(t -> hitRate(t).high()).max().orElse(1));
    return new ScatterPlot(
        parameter,
        trials.stream().map(trial -> dot(card, trial, parameter, frame)).toList(),
        frame.columns(),
        frame.lines());
  }

  private static Dot dot(Card card, TrialRow trial, String parameter, Frame frame) {
    Estimate hitRate = hitRate(trial);
    String value = value(trial, parameter);
    return new Dot(
        frame.x(value),
        frame.y(hitRate.mean()),
        frame.y(hitRate.high()),
        frame.y(hitRate.low()),
        trial.number() == card.best(),
        "trial %d, %s = %s: hr@100 %s (%s)"
            .formatted(
                trial.number(),
                parameter,
                Numbers.parameter(value),
                Numbers.metric(hitRate.mean()),
                Numbers.interval(hitRate)));
  }

  private static String value(TrialRow trial, String parameter) {
    return trial.parameters().getOrDefault(parameter, "none");
  }

  private static Estimate hitRate(TrialRow trial) {
    return Objects.requireNonNull(trial.hitRate());
  }
}
