package io.segue.trainer.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.schemas.BadInputException;
import io.segue.trainer.embedding.Algorithm;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchSpaceReaderTest {

  @Test
  void theDefaultIsTheTutorialsGrid() {
    assertThat(SearchSpace.DEFAULT.grid(42))
        .extracting(trial -> trial.parameters().minCount())
        .containsExactly(3, 5, 10);
    assertThat(SearchSpace.DEFAULT.grid(42))
        .allSatisfy(
            trial -> {
              assertThat(trial.parameters().vectorSize()).isEqualTo(48);
              assertThat(trial.parameters().window()).isEqualTo(10);
              assertThat(trial.parameters().epochs()).isEqualTo(30);
              assertThat(trial.parameters().nsExponent()).isEqualTo(0.75);
            });
  }

  @Test
  void readsEveryHyperparameter() {
    SearchSpace space =
        read(
            """
            algorithm: [skip-gram, cbow]
            vector_size: 16
            window: [2, 3]
            negative: 7
            ns_exponent: [-0.5, 1]
            min_count: 2
            sample: 0
            epochs: 4
            learning_rate: 0.05
            learning_rate_min: 0.001
            """);
    assertThat(space.algorithm()).containsExactly(Algorithm.SKIP_GRAM, Algorithm.CBOW);
    assertThat(space.vectorSize()).containsExactly(16);
    assertThat(space.window()).containsExactly(2, 3);
    assertThat(space.negative()).containsExactly(7);
    assertThat(space.nsExponent()).containsExactly(-0.5, 1.0);
    assertThat(space.minCount()).containsExactly(2);
    assertThat(space.sample()).containsExactly(0.0);
    assertThat(space.epochs()).containsExactly(4);
    assertThat(space.learningRate()).containsExactly(0.05);
    assertThat(space.learningRateMin()).containsExactly(0.001);
    assertThat(space.grid(1)).hasSize(8);
    assertThat(space.grid(1)).extracting(Trial::number).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void nothingMeansTheDefault() {
    assertThat(read("")).isEqualTo(SearchSpace.DEFAULT);
    assertThat(read("# only a comment\n")).isEqualTo(SearchSpace.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "min_cuont: 3            | the key 'min_cuont'.* was 'min_count' meant",
        "vectorSize: 3           | was 'vector_size' meant",
        "window: ten             | window must be a whole number, not 'ten'",
        "window: 2.5             | window must be a whole number, not '2.5'",
        "window: 0               | window must be between 1 and 1000, not 0",
        "window: [1, [2]]        | window must be a whole number",
        "epochs: []              | epochs has an empty list",
        "ns_exponent: '0.75'     | ns_exponent must be a number",
        "algorithm: glove        | algorithm is 'glove'; it must be skip-gram or cbow",
        "learning_rate_min: 0.5  | learning_rate_min must be between 0 and 0.025, not 0.5",
        "'min_count: [3'         | no YAML",
        "- min_count             | must consist of lines like",
      })
  void saysWhatIsWrong(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("space.yaml")
        .hasMessageMatching("(?s).*" + message + ".*");
  }

  @Test
  void refusesAKeyThatIsThereTwice() {
    assertThatThrownBy(() -> read("window: 1\nwindow: 2\n")).isInstanceOf(BadInputException.class);
  }

  @Test
  void refusesMoreTrialsThanAnyoneMeans() {
    String hundred = IntStream.rangeClosed(1, 101).boxed().toList().toString();
    assertThatThrownBy(() -> read("window: " + hundred + "\nepochs: " + hundred + "\n"))
        .hasMessageContaining("10201 trials");
  }

  private static SearchSpace read(String yaml) {
    return SearchSpaceReader.read("space.yaml", yaml);
  }
}
