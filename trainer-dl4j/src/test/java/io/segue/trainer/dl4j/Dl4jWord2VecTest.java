package io.segue.trainer.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.trainer.embedding.Algorithm;
import io.segue.trainer.embedding.Embedding;
import io.segue.trainer.embedding.Hyperparameters;
import io.segue.trainer.embedding.ModelFamilies;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Dl4jWord2VecTest {

  @ParameterizedTest
  @EnumSource
  void tracksOfOneGenreComeTogether(Algorithm algorithm) throws Exception {
    Embedding embedding = train(algorithm, 0.75, 1, 8);
    assertThat(embedding.vectors().rows()).isEqualTo(Genres.TRACKS);
    assertThat(Genres.separation(embedding)).isGreaterThan(0.2);
  }

  @Test
  void oneWorkerGivesTheSameBitsTwice() throws Exception {
    assertThat(train(Algorithm.SKIP_GRAM, 0.75, 1, 2).vectors().values())
        .isEqualTo(train(Algorithm.SKIP_GRAM, 0.75, 1, 2).vectors().values());
  }

  @Test
  void theNoiseExponentTakesEffect() throws Exception {
    assertThat(train(Algorithm.SKIP_GRAM, -1, 1, 2).vectors().values())
        .isNotEqualTo(train(Algorithm.SKIP_GRAM, 1, 1, 2).vectors().values());
  }

  @Test
  void progressEndsAtTheTokensOfAllEpochs() throws Exception {
    AtomicLong read = new AtomicLong();
    Embedding embedding =
        ModelFamilies.named("dl4j-word2vec")
            .train(Genres.playlists(), parameters(Algorithm.CBOW, 0.75, 1, 3), read::addAndGet);
    assertThat(read).hasValue(embedding.tokens());
  }

  @Test
  void minCountThatNoTrackReachesIsSaidSo() {
    assertThatThrownBy(
            () ->
                new Dl4jWord2Vec()
                    .train(
                        Genres.playlists(),
                        parameters(Algorithm.CBOW, 0.75, 1_000_000, 1),
                        tokens -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("min_count = 1000000");
  }

  private static Embedding train(Algorithm algorithm, double nsExponent, int minCount, int epochs)
      throws InterruptedException {
    return new Dl4jWord2Vec()
        .train(
            Genres.playlists(), parameters(algorithm, nsExponent, minCount, epochs), tokens -> {});
  }

  private static Hyperparameters parameters(
      Algorithm algorithm, double nsExponent, int minCount, int epochs) {
    return new Hyperparameters(
        algorithm, 16, 5, 5, nsExponent, minCount, 0, epochs, 0.05, 0.0001, 3, 1);
  }
}
