package io.segue.recommender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.segue.recommender.Because.Share;
import io.segue.recommender.Recommendation.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a ranking part changes. {@link Models#ranked} tells what it has learnt. */
class RankedRecommenderTest {

  private final Recommender recommender =
      new Recommender(Models.ranked(new QuerySettings(2, 0.5f, 50)), TrackArtists.NONE);

  @Test
  void rankedCandidatesComeFirstThenTheOtherCandidatesThenNeighboursAndSoOn() {
    List<Recommendation> recommended =
        recommender.recommend(RecommendationRequest.of(List.of("rock1"), 8));

    assertThat(recommended.get(0).trackId()).isEqualTo("rock2");
    assertThat(recommended.get(0).score()).isCloseTo(1, within(1e-6));
    assertThat(recommended)
        .extracting(Recommendation::source)
        .containsExactly(
            Source.RANKED,
            Source.RANKED,
            Source.RETRIEVED,
            Source.NEIGHBOURS,
            Source.NEIGHBOURS,
            Source.POPULARITY,
            Source.POPULARITY);
    assertThat(tracks(recommended)).doesNotHaveDuplicates().doesNotContain("rock1");
  }

  @Test
  void filterDoesNotMakeTheAnswerShorter() {
    RecommendationRequest request =
        RecommendationRequest.builder(List.of("rock1"), 2)
            .excluded(new Exclusions(Set.of("rock2", "rock3"), Set.of("Coltrane")))
            .build();

    assertThat(tracks(recommender.recommend(request))).containsExactly("jazz3", "noise");
  }

  @Test
  void repeatsAreRankedWhenTheyAreAllowed() {
    RecommendationRequest request =
        RecommendationRequest.builder(List.of("rock2", "rock1"), 2).repeats(true).build();

    assertThat(tracks(recommender.recommend(request))).startsWith("rock2");
  }

  @Test
  void trackThatWasNeverSeenIsStoodInForByItsArtist() {
    Recommender withCatalogue =
        new Recommender(recommender.model(), track -> track.equals("new") ? "Coltrane" : null);

    List<Recommendation> recommended =
        withCatalogue.recommend(RecommendationRequest.of(List.of("rock1", "new"), 1));

    assertThat(tracks(recommended)).containsExactly("jazz3");
  }

  @Test
  void trackOfWhichNothingIsKnownLeavesTheAnswerToTheOthers() {
    assertThat(tracks(recommender.recommend(RecommendationRequest.of(List.of("rock1", "new"), 1))))
        .containsExactly("rock2");
  }

  @Test
  void emptyPlaylistIsRankedByTheContext() {
    RecommendationRequest request =
        RecommendationRequest.builder(List.of(), 1).context(List.of("jazz1"), List.of()).build();

    assertThat(recommender.recommend(request))
        .extracting(Recommendation::trackId, Recommendation::source)
        .containsExactly(tuple("jazz3", Source.RANKED));
  }

  @Test
  void reasonsNameTheTrackThatWasFollowed() {
    RecommendationRequest request =
        RecommendationRequest.builder(List.of("jazz1", "rock1"), 3).explained(true).build();

    Recommendation first = recommender.recommend(request).get(0);

    assertThat(first.trackId()).isEqualTo("rock2");
    Because because = Objects.requireNonNull(first.because());
    assertThat(because.tracks()).extracting(Share::name).startsWith("rock1");
    assertThat(because.tracks().stream().mapToDouble(Share::share).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(because.sources()).extracting(Share::name).contains("rules", "sessions");
    assertThat(because.sources().stream().mapToDouble(Share::share).sum())
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void threadsDoNotDisturbEachOther() throws Exception {
    List<String> ids = List.of("rock1", "jazz1", "rock2", "jazz3");
    List<List<Recommendation>> alone =
        ids.stream()
            .map(id -> recommender.recommend(RecommendationRequest.of(List.of(id), 5)))
            .toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Recommendation>>> answers = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        List<String> playlist = Collections.singletonList(ids.get(i % ids.size()));
        answers.add(
            threads.submit(() -> recommender.recommend(RecommendationRequest.of(playlist, 5))));
      }
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get()).isEqualTo(alone.get(i % ids.size()));
      }
    }
  }

  private static List<String> tracks(List<Recommendation> recommendations) {
    return recommendations.stream().map(Recommendation::trackId).toList();
  }
}
