package io.segue.trainer.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.recommender.vectors.VectorTable;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Prod2VecTest {

  private static final int CLUSTER = 20;

  @ParameterizedTest
  @EnumSource
  void tracksThatAreNeverHeardTogetherComeApart(Algorithm algorithm) throws Exception {
    Embedding embedding = train(twoClusters(), parameters(algorithm, 1));
    VectorTable vectors = embedding.vectors().normalised();
    double within = 0;
    double across = 0;
    for (int a = 0; a < vectors.rows(); a++) {
      for (int b = 0; b < vectors.rows(); b++) {
        boolean same = embedding.tracks()[a] / CLUSTER == embedding.tracks()[b] / CLUSTER;
        if (same) {
          within += vectors.dot(a, b) / (2 * CLUSTER * CLUSTER);
        } else {
          across += vectors.dot(a, b) / (2 * CLUSTER * CLUSTER);
        }
      }
    }
    assertThat(within).isGreaterThan(across + 0.5);
  }

  @ParameterizedTest
  @EnumSource
  void oneThreadAndOneSeedGiveTheSameBits(Algorithm algorithm) throws Exception {
    float[] first = train(twoClusters(), parameters(algorithm, 1)).vectors().values();
    float[] second = train(twoClusters(), parameters(algorithm, 1)).vectors().values();
    assertThat(second).isEqualTo(first);
  }

  @Test
  void severalThreadsReadEverythingOnceAnEpoch() throws Exception {
    Corpus corpus = twoClusters();
    Hyperparameters parameters = parameters(Algorithm.SKIP_GRAM, 3);
    AtomicLong read = new AtomicLong();
    Embedding embedding = Prod2Vec.train(corpus, parameters, read::addAndGet);
    assertThat(read).hasValue((long) corpus.tokens().length * parameters.epochs());
    assertThat(embedding.tokens()).isEqualTo(read.get());
    assertThat(embedding.vectors().values()).doesNotContain(Float.NaN);
  }

  @Test
  void ordersTracksByCountAndLeavesRareOnesWithoutVectors() throws Exception {
    Corpus corpus = new Corpus(new int[] {4, 2, 4, 9, 2, 4, 7}, new int[] {0, 3, 7});
    Embedding embedding =
        train(corpus, new Hyperparameters(Algorithm.CBOW, 8, 2, 2, 0.75, 2, 0, 1, 0.1, 0, 1, 1));
    assertThat(embedding.tracks()).containsExactly(4, 2, 7, 9);
    assertThat(embedding.counts()).containsExactly(3, 2, 1, 1);
    assertThat(embedding.vectors().rows()).isEqualTo(2);
  }

  @Test
  void saysSoWhenNoTrackIsFrequentEnough() {
    Corpus corpus = new Corpus(new int[] {1, 2, 3}, new int[] {0, 3});
    assertThatThrownBy(() -> train(corpus, Hyperparameters.DEFAULTS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no track occurs min_count = 5 times");
  }

  @Test
  void moreThreadsThanSequencesDoNoHarm() throws Exception {
    Corpus corpus = new Corpus(new int[] {1, 2, 1, 2}, new int[] {0, 4});
    Embedding embedding =
        train(corpus, new Hyperparameters(Algorithm.CBOW, 8, 2, 2, 0.75, 1, 0, 3, 0.1, 0, 1, 8));
    assertThat(embedding.vectors().rows()).isEqualTo(2);
  }

  @Test
  void hyperparametersOutOfRangeAreNamed() {
    assertThatThrownBy(
            () -> new Hyperparameters(Algorithm.CBOW, 0, 2, 2, 0.75, 1, 0, 3, 0.1, 0, 1, 8))
        .hasMessage("vector_size must be between 1 and 4096, not 0");
    assertThatThrownBy(
            () -> new Hyperparameters(Algorithm.CBOW, 8, 2, 2, Double.NaN, 1, 0, 3, 0.1, 0, 1, 8))
        .hasMessageStartingWith("ns_exponent must be between");
  }

  private static Embedding train(Corpus corpus, Hyperparameters parameters)
      throws InterruptedException {
    return Prod2Vec.train(corpus, parameters, tokens -> {});
  }

  private static Hyperparameters parameters(Algorithm algorithm, int threads) {
    return new Hyperparameters(algorithm, 20, 5, 5, 0.75, 1, 0, 30, 0.05, 0.0001, 3, threads);
  }

  /** 400 sequences of ten tracks, each from one of two sets of tracks only. */
  private static Corpus twoClusters() {
    Random random = new Random(5);
    int[] tokens = new int[4_000];
    int[] offsets = new int[401];
    for (int s = 0; s < 400; s++) {
      offsets[s + 1] = 10 * (s + 1);
      for (int i = 0; i < 10; i++) {
        tokens[10 * s + i] = s % 2 * CLUSTER + random.nextInt(CLUSTER);
      }
    }
    return new Corpus(tokens, offsets);
  }
}
