package io.segue.trainer.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.schemas.BadInputException;
import io.segue.trainer.embedding.Algorithm;
import io.segue.trainer.embedding.Hyperparameters;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchPlanReaderTest {

  @Test
  void theDefaultIsTheTutorialsGrid() {
    assertThat(grid(SearchPlan.DEFAULT))
        .extracting(Hyperparameters::minCount)
        .containsExactly(3, 5, 10);
    assertThat(grid(SearchPlan.DEFAULT))
        .allSatisfy(
            parameters -> {
              assertThat(parameters.algorithm()).isEqualTo(Algorithm.CBOW);
              assertThat(parameters.vectorSize()).isEqualTo(48);
              assertThat(parameters.window()).isEqualTo(10);
              assertThat(parameters.epochs()).isEqualTo(30);
              assertThat(parameters.nsExponent()).isEqualTo(0.75);
            });
  }

  @Test
  void readsEveryHyperparameter() {
    SearchPlan plan =
        read(
            """
            family: two-tower
            algorithm: [skip-gram, cbow]
            vector_size: 16
            window: [2, 3]
            negative: 7
            ns_exponent: [-0.5, 1]
            min_count: 2
            sample: 0
            epochs: 4
            learning_rate: 5e-2
            learning_rate_min: 0.001
            """);
    assertThat(grid(plan)).hasSize(8).doesNotHaveDuplicates();
    assertThat(grid(plan).get(0))
        .isEqualTo(
            new Hyperparameters(Algorithm.SKIP_GRAM, 16, 2, 7, -0.5, 2, 0, 4, 0.05, 0.001, 1, 1)
                .withFamily("two-tower"));
  }

  @Test
  void readsRangesQueriesAndSettings() {
    SearchPlan plan =
        read(
            """
            window: {min: 2, max: 20}
            learning_rate: {min: 0.005, max: 0.1, scale: log}
            query: {last_tracks: [1, 5], decay: [0.7, 0.9], ef_search: 50}
            search:
              method: random
              trials: 12
              time: 10m
              seed: 7
              patience: 4
              parallel: 3
              objective: query
            """);
    assertThat(plan.space().of(Parameter.WINDOW)).isEqualTo(new Values.Range(2, 20, false, true));
    assertThat(plan.space().of(Parameter.LEARNING_RATE))
        .isEqualTo(new Values.Range(0.005, 0.1, true, false));
    assertThat(plan.queries().choices())
        .containsExactly(
            new QueryChoice(1, 0.7f), new QueryChoice(5, 0.7f), new QueryChoice(5, 0.9f));
    assertThat(plan.queries().efSearch()).containsExactly(50);
    assertThat(plan.settings())
        .isEqualTo(
            new SearchSettings(
                SearchSettings.Method.RANDOM,
                12,
                Optional.of(Duration.ofMinutes(10)),
                7,
                3,
                3,
                4,
                3,
                SearchSettings.Objective.QUERY));
  }

  @Test
  void drawsFromBothEndsOfARangeAndNothingBeyond() {
    Random random = new Random(1);
    Values whole = new Values.Range(2, 5, false, true);
    assertThat(IntStream.range(0, 200).mapToObj(i -> whole.draw(random)).distinct())
        .containsExactlyInAnyOrder("2", "3", "4", "5");
    Values logarithmic = new Values.Range(0.001, 1, true, false);
    assertThat(
            IntStream.range(0, 1_000)
                .mapToDouble(i -> Double.parseDouble(logarithmic.draw(random)))
                .filter(value -> value < Math.sqrt(0.001))
                .count())
        .isBetween(430L, 570L);
  }

  @Test
  void nothingMeansTheDefault() {
    assertThat(read("")).isEqualTo(SearchPlan.DEFAULT);
    assertThat(read("# only a comment\n")).isEqualTo(SearchPlan.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "min_cuont: 3            | line 1: the key 'min_cuont'.* was 'min_count' meant",
        "vectorSize: 3           | was 'vector_size' meant",
        "window: ten             | window must be a whole number, not 'ten'",
        "window: 2.5             | window must be a whole number, not '2.5'",
        "window: 0               | line 1: window must be between 1 and 1000, not 0",
        "window: [1, [2]]        | window must be a whole number",
        "window: {min: 1}        | window needs both min and max",
        "window: {mim: 1}        | 'mim' is not known; was 'min' meant",
        "window: {min: 1, max: 5} | window is a range, of which a grid cannot",
        "window: {min: 9, max: 5} | window: the range ends at 5, before its beginning 9",
        "sample: {min: 0, max: 1, scale: log} | must begin above 0",
        "sample: {min: 0, max: 1, scale: lin} | scale is 'lin'; it must be uniform or log",
        "algorithm: {min: 1, max: 2} | algorithm has no range",
        "epochs: []              | epochs has an empty list",
        "ns_exponent: '0.75'     | ns_exponent must be a number",
        "algorithm: glove        | algorithm is 'glove'; it must be skip-gram or cbow",
        "algorithm: skipgram     | algorithm is 'skipgram' .was 'skip-gram' meant.*; it must be",
        "epoch_count: 3          | 'epoch_count' is not known. The keys here are family, algorithm",
        "family: [prod2vec, glove] | it must be dl4j-word2vec or prod2vec or two-tower",
        "learning_rate_min: 0.5  | learning_rate_min must be between 0 and 0.025, not 0.5",
        "search: {methud: grid}  | 'methud' is not known; was 'method' meant",
        "search: {method: bayes} | method is 'bayes'; it must be grid or random or asha",
        "search: {method: random} | random needs trials",
        "search: {method: random, trials: 0} | trials must be between 1 and 10000, not 0",
        "search: {time: soon}    | time: 'soon' is no duration",
        "search: {method: asha, trials: 9, reduction: 1} | reduction must be between 2 and 10",
        "search: {method: asha, trials: 9, min_epochs: 99} | min_epochs is 99, more than the 30",
        "query: {decay: 2}       | decay must be above 0 and at most 1, not 2.0",
        "query: {last_track: 2}  | was 'last_tracks' meant",
        "'min_count: [3'         | no YAML",
        "- min_count             | must consist of lines like",
      })
  void saysWhatIsWrong(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("space.yaml")
        .hasMessageMatching("(?s).*" + message.replace("{", "\\{") + ".*");
  }

  @Test
  void namesTheLine() {
    assertThatThrownBy(() -> read("window: 2\nquery:\n  decay: 0.5\n  lats_tracks: 3\n"))
        .hasMessageContaining("line 4: the key 'lats_tracks' is not known");
  }

  @Test
  void refusesAKeyThatIsThereTwice() {
    assertThatThrownBy(() -> read("window: 1\nwindow: 2\n")).isInstanceOf(BadInputException.class);
  }

  @Test
  void refusesMoreTrialsThanAnyoneMeans() {
    String hundred = IntStream.rangeClosed(1, 101).boxed().toList().toString();
    assertThatThrownBy(() -> read("window: " + hundred + "\nepochs: " + hundred + "\n"))
        .hasMessageContaining("30603 trials");
  }

  private static List<Hyperparameters> grid(SearchPlan plan) {
    return plan.space().grid().stream().map(point -> Parameter.hyperparameters(point, 1)).toList();
  }

  private static SearchPlan read(String yaml) {
    return SearchPlanReader.read("space.yaml", yaml);
  }
}
