package io.segue.trainer.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.schemas.BadInputException;
import io.segue.trainer.dataset.Split;
import io.segue.trainer.embedding.Embedding;
import io.segue.trainer.space.SearchPlan;
import io.segue.trainer.space.SearchPlanReader;
import io.segue.trainer.space.SearchSettings.Objective;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {

  private static final String RANDOM =
      """
      vector_size: [8, 16]
      window: {min: 1, max: 8}
      min_count: [1, 2]
      epochs: 3
      search: {method: random, trials: 9, seed: 3, parallel: 4}
      """;

  private static final String ASHA =
      """
      vector_size: 8
      min_count: 1
      window: {min: 1, max: 8}
      learning_rate: {min: 0.001, max: 0.1, scale: log}
      epochs: 9
      search: {method: asha, trials: 9, min_epochs: 1, parallel: 3}
      """;

  @TempDir private Path folder = Path.of("");
  private final Split split = Playlists.split();

  @ParameterizedTest
  @ValueSource(strings = {RANDOM, ASHA})
  void comesOutTheSameInWhateverOrderTrialsEnd(String yaml) throws Exception {
    SearchOutcome inOrder = run(yaml, new ScrambledTrials(1, 0));
    for (int seed = 1; seed < 4; seed++) {
      SearchOutcome scrambled = run(yaml, new ScrambledTrials(5, seed));
      assertThat(scrambled.best().trial()).isEqualTo(inOrder.best().trial());
      assertThat(scrambled.best().validation()).isEqualTo(inOrder.best().validation());
      assertThat(scrambled.results())
          .extracting(TrialResult::trial)
          .isEqualTo(inOrder.results().stream().map(TrialResult::trial).toList());
      assertThat(scrambled.embedding().vectors().values())
          .isEqualTo(inOrder.embedding().vectors().values());
    }
  }

  @Test
  void halvingGivesFewTrialsAllEpochs() throws Exception {
    List<TrialResult> results = run(ASHA, new ScrambledTrials(3, 1)).results();
    assertThat(results).filteredOn(r -> r.trial().parameters().epochs() == 1).hasSize(9);
    assertThat(results).filteredOn(r -> r.trial().parameters().epochs() == 3).hasSizeBetween(3, 5);
    assertThat(results).filteredOn(r -> r.trial().parameters().epochs() == 9).hasSizeBetween(1, 2);
  }

  @Test
  void takesUpWhereItEnded() throws Exception {
    Path file = folder.resolve("history.jsonl");
    SearchOutcome whole = run(RANDOM, new ScrambledTrials(2, 1), history(file));
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(10);
    // As a process leaves it that was killed while it wrote the sixth line.
    Files.writeString(
        file, String.join("\n", lines.subList(0, 5)) + "\n" + lines.get(5).substring(0, 20));
    ScrambledTrials pool = new ScrambledTrials(2, 2);
    SearchOutcome again = run(RANDOM, pool, history(file));
    assertThat(pool.started).hasSize(5);
    assertThat(again.best().trial()).isEqualTo(whole.best().trial());
    assertThat(again.best().validation()).isEqualTo(whole.best().validation());
    assertThat(again.embedding().vectors().values())
        .isEqualTo(whole.embedding().vectors().values());
    assertThat(Files.readAllLines(file)).hasSize(10);
  }

  @Test
  void refusesTheHistoryOfAnotherSearch() throws Exception {
    Path file = folder.resolve("history.jsonl");
    run(RANDOM, new ScrambledTrials(2, 1), history(file));
    assertThatThrownBy(() -> run(ASHA, new ScrambledTrials(2, 1), history(file)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("trial 1 has other hyperparameters");
    Files.writeString(file, "something else\n");
    assertThatThrownBy(() -> SearchHistory.at(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("line 1, is no line of a search's history");
  }

  @Test
  void endsWhenPatienceIsOver() throws Exception {
    String patient = RANDOM.replace("parallel: 4", "parallel: 1, patience: 2");
    SearchOutcome outcome = run(patient, new ScrambledTrials(1, 0));
    int best = outcome.best().trial().number();
    assertThat(outcome.results()).hasSize(Math.min(9, best + 2));
  }

  @Test
  void startsNothingWhenItsTimeIsOver() throws Exception {
    ScrambledTrials slow =
        new ScrambledTrials(1, 0) {
          @Override
          public TrialResult take() throws InterruptedException {
            TrialResult result = super.take();
            Thread.sleep(1_100);
            return result;
          }
        };
    assertThat(run(RANDOM.replace("parallel: 4", "time: 1s"), slow).results()).hasSize(1);
  }

  @Test
  void searchesQueryTimeSettingsWithEveryTrial() throws Exception {
    SearchOutcome outcome = run(RANDOM, new ScrambledTrials(1, 0));
    assertThat(outcome.results())
        .extracting(TrialResult::query)
        .doesNotContainNull()
        .allMatch(
            query -> query != null && query.metrics().questions() == split.validation().size());
  }

  @Test
  void failsWhenNoTrialCouldBeTrained() {
    assertThatThrownBy(() -> run("min_count: 1000000", new ScrambledTrials(1, 0)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("no track occurs min_count = 1000000 times");
  }

  @Test
  void aFamilyThatIsNotOnTheClassPathFailsItsTrialsOnly() throws Exception {
    SearchOutcome outcome =
        run("{family: [two-tower, prod2vec], epochs: 1, min_count: 1}", new ScrambledTrials(1, 0));
    assertThat(outcome.results().get(0).failure()).contains("needs Deeplearning4j");
    assertThat(outcome.best().trial().number()).isEqualTo(2);
  }

  private SearchHistory history(Path file) {
    SearchHistory history = SearchHistory.at(file);
    history.begin("id", Playlists.REFERENCE);
    return history;
  }

  private SearchOutcome run(String yaml, TrialPool pool) throws InterruptedException {
    return run(yaml, pool, SearchHistory.none());
  }

  private SearchOutcome run(String yaml, TrialPool pool, SearchHistory history)
      throws InterruptedException {
    SearchPlan plan = SearchPlanReader.read("plan", yaml);
    return Search.run(plan, 42, split, pool, history, runner(plan), 1, SearchListener.NONE);
  }

  private TrialRunner runner(SearchPlan plan) {
    return new TrialRunner(split, plan.queries().choices(), 1);
  }

  /** Ends its trials in an order drawn at random, and keeps no vectors. */
  private class ScrambledTrials implements TrialPool {
    final List<Trial> started = new ArrayList<>();
    private final List<Trial> open = new ArrayList<>();
    private final int capacity;
    private final Random random;

    ScrambledTrials(int capacity, int seed) {
      this.capacity = capacity;
      this.random = new Random(seed);
    }

    @Override
    public int capacity() {
      return capacity;
    }

    @Override
    public void start(Trial trial) {
      started.add(trial);
      open.add(trial);
    }

    @Override
    public TrialResult take() throws InterruptedException {
      Trial trial = open.remove(random.nextInt(open.size()));
      return runner(SearchPlan.DEFAULT).run(trial, 1, tokens -> {}).result();
    }

    @Override
    public Optional<Embedding> embedding(Trial trial) {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }

  @Test
  void threadsOfThisProcessFindTheSameAsOneAfterTheOther() throws Exception {
    SearchOutcome inOrder = run(RANDOM, new ScrambledTrials(1, 0));
    SearchPlan plan = SearchPlanReader.read("plan", RANDOM);
    try (LocalTrials local =
        new LocalTrials(runner(plan), 3, 1, Objective.LAST_TRACK, SearchListener.NONE)) {
      SearchOutcome outcome = run(RANDOM, local);
      assertThat(outcome.best().trial()).isEqualTo(inOrder.best().trial());
      assertThat(outcome.embedding().vectors().values())
          .isEqualTo(inOrder.embedding().vectors().values());
    }
  }
}
