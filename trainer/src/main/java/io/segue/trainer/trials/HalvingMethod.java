package io.segue.trainer.trials;

import io.segue.trainer.embedding.Hyperparameters;
import io.segue.trainer.space.Parameter;
import io.segue.trainer.space.SearchPlan;
import io.segue.trainer.space.SearchSettings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Successive halving without waiting: ASHA (Li et al. 2020, "A System for Massively Parallel
 * Hyperparameter Tuning", algorithm 2).
 *
 * <p>Glossary: a <em>configuration</em> is a point that was drawn, a <em>rung</em> a number of
 * epochs (the paper's resource), {@code reduction} the paper's eta. Whenever there is room for a
 * trial, the best configuration that is among the first 1/eta of the highest rung possible and has
 * not gone up yet goes up one rung; if there is none, a new configuration starts at the bottom.
 *
 * <p>A configuration that goes up is trained anew, with the learning rate falling over all of its
 * epochs, and not continued from where the shorter training ended: what it scores is then what a
 * trial with these epochs scores, any machine can take it up without its predecessor's vectors, and
 * of all epochs of a configuration that reaches the top only 1/(eta-1) at most were spent before.
 */
final class HalvingMethod implements SearchMethod {

  private final List<Hyperparameters> configurations;
  private final List<Integer> rungEpochs;
  private final SearchSettings settings;

  /** What was given, in order: which configuration on which rung. */
  private final List<Job> given = new ArrayList<>();

  private int started;

  private record Job(int configuration, int rung) {}

  HalvingMethod(SearchPlan plan, long trainingSeed) {
    this.configurations = ListMethod.draw(plan, trainingSeed);
    this.settings = plan.settings();
    this.rungEpochs = plan.rungs();
  }

  @Override
  public int trialsMax() {
    int all = 0;
    for (int onRung = configurations.size(), rung = 0; rung < rungEpochs.size(); rung++) {
      all += onRung;
      onRung /= settings.reduction();
    }
    return all;
  }

  @Override
  public Optional<Hyperparameters> next(List<TrialResult> known) {
    for (int rung = rungEpochs.size() - 2; rung >= 0; rung--) {
      int promoted = promotable(known, rung);
      if (promoted >= 0) {
        return Optional.of(give(promoted, rung + 1));
      }
    }
    if (started == configurations.size()) {
      return Optional.empty();
    }
    return Optional.of(give(started++, 0));
  }

  private Hyperparameters give(int configuration, int rung) {
    given.add(new Job(configuration, rung));
    Map<Parameter, String> point = new EnumMap<>(Parameter.class);
    point.putAll(Parameter.point(configurations.get(configuration)));
    point.put(Parameter.EPOCHS, Integer.toString(rungEpochs.get(rung)));
    return Parameter.hyperparameters(point, configurations.get(configuration).seed());
  }

  /** The best configuration that may go up from a rung, -1 when there is none. */
  private int promotable(List<TrialResult> known, int rung) {
    List<Integer> onRung = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      if (given.get(i).rung() == rung) {
        onRung.add(i);
      }
    }
    int quota = onRung.size() / settings.reduction();
    onRung.removeIf(i -> known.get(i).validation() == null);
    onRung.sort(
        (a, b) -> {
          TrialResult one = known.get(a);
          TrialResult other = known.get(b);
          if (a.equals(b)) {
            return 0;
          }
          return one.isBetterThan(other, settings.objective()) ? -1 : 1;
        });
    for (int i : onRung.subList(0, Math.min(quota, onRung.size()))) {
      int configuration = given.get(i).configuration();
      if (!given.contains(new Job(configuration, rung + 1))) {
        return configuration;
      }
    }
    return -1;
  }
}
