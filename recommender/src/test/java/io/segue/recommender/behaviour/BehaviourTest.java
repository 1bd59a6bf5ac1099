package io.segue.recommender.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.segue.recommender.Model;
import io.segue.recommender.ModelBuilder;
import io.segue.recommender.QuerySettings;
import io.segue.recommender.Recommender;
import io.segue.recommender.TrackArtists;
import io.segue.recommender.Vocabulary;
import io.segue.recommender.evaluation.RankedLists;
import io.segue.recommender.neighbours.HnswSettings;
import io.segue.recommender.vectors.VectorTable;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Two directions of music, 30 tracks each and an artist each: even tracks lie near (1, 0, …), odd
 * ones near (0, 1, …); lower numbers are more popular.
 */
class BehaviourTest {

  private static final int TRACKS = 60;
  private static final Model MODEL = model();
  private static final Recommender RECOMMENDER = new Recommender(MODEL, TrackArtists.NONE);
  private static final List<Question> QUESTIONS =
      List.of(
          new Question(List.of("t0", "t2", "t4"), List.of("t6")),
          new Question(List.of("t1", "t3", "t5"), List.of("t7", "unheard")));

  @Test
  void anInterviewAsksAsAQueryDoes() throws Exception {
    RankedLists ranked = Interview.ask(RECOMMENDER, QUESTIONS, 20, 2);
    assertThat(ranked.lists()[0]).hasSize(20).doesNotContain(0, 2, 4);
    assertThat(Arrays.stream(ranked.lists()[0])).allMatch(track -> track % 2 == 0);
    assertThat(ranked.right()).isDeepEqualTo(new int[][] {{6}, {7, -1}});
  }

  @Test
  void theMostPopularAreThoseThatThePlaylistDoesNotHave() {
    assertThat(Interview.mostPopular(MODEL, QUESTIONS, 3).lists())
        .isDeepEqualTo(new int[][] {{1, 3, 5}, {0, 2, 4}});
  }

  @Test
  void missesWithinTheRightDirectionAreNearerThanChance() throws Exception {
    RankedLists ranked = Interview.ask(RECOMMENDER, QUESTIONS, 20, 2);
    double[] near = MissDistance.of(MODEL, ranked);
    double[] chance = MissDistance.byChance(MODEL, ranked, 1);
    assertThat(near).hasSameSizeAs(chance);
    assertThat(Arrays.stream(near)).allMatch(cosine -> cosine > 0.8);
  }

  @Test
  void anAnswerThatDoesNotChangeIsStable() throws Exception {
    List<Question> alike = List.of(new Question(List.of("t0", "t0", "t0"), List.of("t2")));
    assertThat(Stability.whenShuffled(RECOMMENDER, alike, 20, 1, 1)).containsExactly(1);
    assertThat(Stability.whenOneIsMissing(RECOMMENDER, alike, 20, 1, 1)).containsExactly(1);
    List<Question> mixed = List.of(new Question(List.of("t0", "t1"), List.of("t2")));
    assertThat(Stability.whenOneIsMissing(RECOMMENDER, mixed, 20, 1, 1)[0]).isBetween(0.0, 0.99);
  }

  @Test
  void leaningsAreSharesOfTheList() {
    int[] list = {0, 2, 1, -1};
    assertThat(Leanings.headShare(MODEL, list, 20, TRACKS - 1)).isEqualTo(0.5);
    assertThat(Leanings.topArtistShare(MODEL, list, 20)).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(Leanings.topArtistShare(MODEL, list, 2)).isEqualTo(1);
    assertThat(Leanings.diversity(MODEL, new int[] {0, 0}, 20)).isCloseTo(0, within(1e-6));
    assertThat(Leanings.diversity(MODEL, new int[] {0, 1}, 20))
        .isCloseTo(1 - MODEL.vectors().dot(0, 1), within(1e-6));
    assertThat(Leanings.diversity(MODEL, new int[] {0}, 20)).isZero();
  }

  @Test
  void theGraphOfASmallModelFindsEverything() throws Exception {
    assertThat(IndexAgreement.recall(RECOMMENDER, QUESTIONS, 20, 2)).containsExactly(1, 1);
  }

  private static Model model() {
    Random random = new Random(1);
    float[][] vectors = new float[TRACKS][8];
    for (int track = 0; track < TRACKS; track++) {
      for (int d = 0; d < 8; d++) {
        vectors[track][d] = (float) (0.05 * random.nextGaussian() + (d == track % 2 ? 1 : 0));
      }
    }
    return ModelBuilder.build(
        Vocabulary.of(IntStream.range(0, TRACKS).mapToObj(i -> "t" + i).toList()),
        IntStream.range(0, TRACKS).map(i -> TRACKS - i).toArray(),
        Vocabulary.of(List.of("even", "odd")),
        IntStream.range(0, TRACKS).map(i -> i % 2).toArray(),
        VectorTable.of(vectors),
        QuerySettings.DEFAULT,
        HnswSettings.DEFAULT,
        1,
        rows -> {});
  }
}
