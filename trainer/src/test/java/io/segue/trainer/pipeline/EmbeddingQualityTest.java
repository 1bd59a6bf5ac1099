package io.segue.trainer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.trainer.dataset.Dataset;
import io.segue.trainer.dataset.DatasetSettings;
import io.segue.trainer.dataset.FileDatasetReader;
import io.segue.trainer.dataset.Split;
import io.segue.trainer.embedding.Algorithm;
import io.segue.trainer.embedding.Embedding;
import io.segue.trainer.embedding.Hyperparameters;
import io.segue.trainer.embedding.Prod2Vec;
import io.segue.trainer.trials.Evaluation;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds the embeddings to what gensim 4.2 reaches on the same playlists with the same
 * hyperparameters. Runs only where the data is: it may be used, not shipped.
 */
class EmbeddingQualityTest {

  private static final Path PLAYLISTS =
      Path.of(
          System.getenv().getOrDefault("SEGUE_DATA", "../../shared/data"),
          "nowplaying/train.txt.gz");

  /**
   * Half of the epochs that gensim was measured with, and limits to match, for the sake of time.
   */
  @ParameterizedTest
  @CsvSource({"CBOW, 0.18", "SKIP_GRAM, 0.19"})
  void hitRateOnListeningSessionsIsThatOfGensim(Algorithm algorithm, double hitRateMin)
      throws Exception {
    Assumptions.assumeTrue(Files.exists(PLAYLISTS), "the listening sessions are not here");
    Dataset dataset = FileDatasetReader.read(PLAYLISTS, DatasetSettings.DEFAULT);
    Split split = Split.of(dataset.playlists(), 42);
    Hyperparameters parameters =
        new Hyperparameters(algorithm, 48, 10, 5, 0.75, 3, 1e-3, 15, 0.025, 0.0001, 1, 2);
    Embedding embedding = Prod2Vec.train(split.training(), parameters, tokens -> {});
    assertThat(Evaluation.nextToLast(embedding, split.validation(), 2).hitRate())
        .isGreaterThan(hitRateMin);
  }
}
