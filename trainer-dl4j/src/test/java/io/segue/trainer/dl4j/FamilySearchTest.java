package io.segue.trainer.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.trainer.dataset.Split;
import io.segue.trainer.space.Parameter;
import io.segue.trainer.space.SearchPlan;
import io.segue.trainer.space.SearchPlanReader;
import io.segue.trainer.trials.LocalTrials;
import io.segue.trainer.trials.Search;
import io.segue.trainer.trials.SearchHistory;
import io.segue.trainer.trials.SearchListener;
import io.segue.trainer.trials.SearchOutcome;
import io.segue.trainer.trials.TrialPool;
import io.segue.trainer.trials.TrialResult;
import io.segue.trainer.trials.TrialRunner;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** One search over all families. */
class FamilySearchTest {

  private static final String PLAN =
      """
      family: [prod2vec, dl4j-word2vec, two-tower]
      algorithm: skip-gram
      vector_size: 16
      window: 4
      min_count: 1
      epochs: 2
      learning_rate: 0.1
      query: {last_tracks: 1, decay: 0.9}
      """;

  @Test
  void comparesFamiliesByTheSameMetricAndTakesTheBest() throws Exception {
    SearchPlan plan = SearchPlanReader.read("plan", PLAN);
    Split split = Split.of(Genres.playlists(), Genres.draws());
    TrialRunner runner = new TrialRunner(split, plan.queries().choices(), 1);
    SearchOutcome outcome;
    try (TrialPool pool =
        new LocalTrials(runner, 1, 1, plan.settings().objective(), SearchListener.NONE)) {
      outcome =
          Search.run(plan, 42, split, pool, SearchHistory.none(), runner, 1, SearchListener.NONE);
    }
    assertThat(outcome.results())
        .extracting(result -> result.trial().named().get(Parameter.FAMILY.key()))
        .containsExactly("prod2vec", "dl4j-word2vec", "two-tower");
    assertThat(outcome.results())
        .allSatisfy(
            result -> {
              assertThat(result.failure()).isNull();
              assertThat(result.cpuSeconds()).isPositive();
              assertThat(hitRate(result)).isBetween(0.0, hitRate(outcome.best()));
            });
  }

  private static double hitRate(TrialResult result) {
    return Objects.requireNonNull(result.validation()).hitRate();
  }
}
