package io.segue.trainer.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.segue.recommender.QuerySettings;
import io.segue.trainer.embedding.Algorithm;
import io.segue.trainer.embedding.Corpus;
import io.segue.trainer.embedding.Embedding;
import io.segue.trainer.embedding.Hyperparameters;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TwoTowerTest {

  @Test
  void tracksOfOneGenreComeTogether() throws Exception {
    Embedding embedding = train(Genres.playlists(), 5);
    assertThat(embedding.vectors().rows()).isEqualTo(Genres.TRACKS);
    assertThat(Genres.separation(embedding)).isGreaterThan(0.3);
    QuerySettings learnt = Objects.requireNonNull(embedding.query());
    assertThat(learnt.lastTracks()).isEqualTo(4);
    assertThat(learnt.decay()).isBetween(0.01f, 1f);
  }

  @Test
  void equalSeedsGiveTheSameBits() throws Exception {
    assertThat(train(Genres.playlists(), 2).vectors().values())
        .isEqualTo(train(Genres.playlists(), 2).vectors().values());
  }

  @Test
  void progressEndsAtTheTokensOfAllEpochs() throws Exception {
    AtomicLong read = new AtomicLong();
    Embedding embedding = new TwoTower().train(Genres.playlists(), parameters(3), read::addAndGet);
    assertThat(read).hasValue(embedding.tokens());
  }

  /** A track that is never next to others still gets near to those of its artist. */
  @Test
  void tracksOfOneArtistShareWhatIsLearnt() throws Exception {
    Corpus plain = Genres.playlists();
    int[] artistOf = new int[Genres.TRACKS];
    Arrays.setAll(artistOf, track -> track % 2);
    Corpus corpus = new Corpus(plain.tokens(), plain.offsets(), new int[0], artistOf);
    assertThat(Genres.separation(train(corpus, 2)))
        .isGreaterThan(Genres.separation(train(plain, 2)));
  }

  @Test
  void timesAreOnTheCircle() {
    float[] time = new float[4];
    NextTrackExamples.fillTime(time, 0, 6 * 60);
    assertThat(time[0]).isCloseTo(1, within(1e-6f));
    assertThat(time[1]).isCloseTo(0, within(1e-6f));
    assertThat(time[2] * time[2] + time[3] * time[3]).isCloseTo(1, within(1e-6f));
    NextTrackExamples.fillTime(time, 0, 0);
    assertThat(time).containsOnly(0);
  }

  @Test
  void stepsGoDownTheLoss() {
    Corpus corpus = Genres.playlists();
    NextTrackExamples examples = new NextTrackExamples(corpus, 4);
    ItemTower items = new ItemTower(corpus, Genres.TRACKS, 8, new Random(1));
    TowerGraph graph = new TowerGraph(64, 4, 8);
    examples.fill(graph.input(), 0, new Random(2));
    graph.step(items, 0.02f);
    float before = graph.loss();
    for (int i = 0; i < 20; i++) {
      graph.step(items, 0.02f);
    }
    assertThat(graph.loss()).isLessThan(before);
  }

  private static Embedding train(Corpus corpus, int epochs) throws InterruptedException {
    return new TwoTower().train(corpus, parameters(epochs), tokens -> {});
  }

  private static Hyperparameters parameters(int epochs) {
    return new Hyperparameters(Algorithm.CBOW, 16, 4, 5, 0.75, 1, 0, epochs, 0.25, 0.0001, 3, 1);
  }
}
