package io.segue.trainer.trials;

import io.segue.trainer.embedding.Hyperparameters;
import io.segue.trainer.space.Parameter;
import io.segue.trainer.space.SearchPlan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Tries points that were chosen beforehand, whatever comes of them: a grid, or random ones. */
final class ListMethod implements SearchMethod {

  /** Redrawing of points that were there before ends when it has failed so often in a row. */
  private static final int REDRAWS_MAX = 1_000;

  private final List<Hyperparameters> points;
  private int given;

  private ListMethod(List<Hyperparameters> points) {
    this.points = points;
  }

  /** The first trials of the grid. */
  static ListMethod grid(SearchPlan plan, long trainingSeed) {
    return new ListMethod(
        plan.space().grid().stream()
            .limit(plan.settings().trials())
            .map(point -> Parameter.hyperparameters(point, trainingSeed))
            .toList());
  }

  /** Points drawn at random; fewer than asked for when the space has no more. */
  static ListMethod random(SearchPlan plan, long trainingSeed) {
    return new ListMethod(draw(plan, trainingSeed));
  }

  /** Different points drawn at random. */
  static List<Hyperparameters> draw(SearchPlan plan, long trainingSeed) {
    Random random = new Random(plan.settings().seed());
    Set<Map<Parameter, String>> points = new LinkedHashSet<>();
    int failed = 0;
    while (points.size() < plan.settings().trials() && failed < REDRAWS_MAX) {
      failed = points.add(plan.space().draw(random)) ? 0 : failed + 1;
    }
    List<Hyperparameters> drawn = new ArrayList<>();
    points.forEach(point -> drawn.add(Parameter.hyperparameters(point, trainingSeed)));
    return drawn;
  }

  @Override
  public int trialsMax() {
    return points.size();
  }

  @Override
  public Optional<Hyperparameters> next(List<TrialResult> known) {
    return given == points.size() ? Optional.empty() : Optional.of(points.get(given++));
  }
}
