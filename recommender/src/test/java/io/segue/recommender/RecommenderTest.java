package io.segue.recommender;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.recommender.Recommendation.Source;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecommenderTest {

  private final Recommender recommender =
      new Recommender(Models.rockAndJazz(new QuerySettings(2, 0.5f, 50)), TrackArtists.NONE);

  @Test
  void nearestTracksComeFirst() {
    assertThat(tracks(recommend(List.of("rock1"), 2))).containsExactly("rock2", "rock3");
  }

  @Test
  void laterTracksWeighMore() {
    assertThat(tracks(recommend(List.of("rock1", "jazz1"), 1))).containsExactly("jazz3");
    assertThat(tracks(recommend(List.of("jazz1", "rock1"), 1))).containsExactly("rock3");
  }

  @Test
  void tracksBeforeTheLastOnesDoNotCount() {
    List<Recommendation> recommended =
        recommend(List.of("jazz1", "jazz2", "jazz3", "rock1", "rock2"), 1);

    assertThat(tracks(recommended)).containsExactly("rock3");
  }

  @Test
  void tracksOfThePlaylistAreNotRecommendedUnlessAskedFor() {
    RecommendationRequest repeats = new RecommendationRequest(List.of("rock1"), Set.of(), 1, true);

    assertThat(tracks(recommender.recommend(repeats))).containsExactly("rock1");
    assertThat(tracks(recommend(List.of("rock1"), 8))).doesNotContain("rock1");
  }

  @Test
  void excludedTracksAreNotRecommendedEvenAsRepeats() {
    RecommendationRequest request =
        new RecommendationRequest(List.of("rock1"), Set.of("rock1", "rock2"), 8, true);

    assertThat(tracks(recommender.recommend(request))).doesNotContain("rock1", "rock2").hasSize(6);
  }

  @Test
  void answerIsFilledUpFromArtistsThenFromPopularity() {
    List<Recommendation> recommended = recommend(List.of("jazz1"), 8);

    assertThat(tracks(recommended))
        .containsExactly("jazz2", "jazz3", "rock3", "rock2", "rock1", "demo", "noise");
    assertThat(recommended)
        .extracting(Recommendation::source)
        .containsExactly(
            Source.NEIGHBOURS,
            Source.NEIGHBOURS,
            Source.NEIGHBOURS,
            Source.NEIGHBOURS,
            Source.NEIGHBOURS,
            Source.ARTIST,
            Source.POPULARITY);
  }

  @Test
  void trackWithoutVectorIsStoodInForByItsArtist() {
    assertThat(tracks(recommend(List.of("demo"), 2))).containsExactly("jazz1", "jazz2");
  }

  @Test
  void trackUnknownToTheModelIsStoodInForByItsArtistFromTheCatalogue() {
    Recommender withCatalogue =
        new Recommender(recommender.model(), track -> track.equals("brand new") ? "Ramones" : null);

    List<Recommendation> recommended =
        withCatalogue.recommend(RecommendationRequest.of(List.of("brand new"), 2));

    assertThat(tracks(recommended)).containsExactly("rock1", "rock2");
  }

  @Test
  void unknownTracksAreAnsweredFromPopularity() {
    List<Recommendation> recommended = recommend(List.of("never heard of"), 3);

    assertThat(tracks(recommended)).containsExactly("rock1", "jazz1", "rock2");
    assertThat(recommended).extracting(Recommendation::source).containsOnly(Source.POPULARITY);
  }

  @Test
  void emptyPlaylistIsAnsweredFromPopularity() {
    assertThat(tracks(recommend(List.of(), 2))).containsExactly("rock1", "jazz1");
  }

  @Test
  void similarTracksAreTheNearestOnes() {
    assertThat(tracks(recommender.similar("jazz3", 2))).containsExactly("jazz2", "jazz1");
  }

  @Test
  void trackWithoutVectorOrArtistHasNoSimilarOnes() {
    assertThat(recommender.similar("noise", 2)).isEmpty();
    assertThat(recommender.similar("never heard of", 2)).isEmpty();
  }

  @Test
  void knowsTheTracksOfTheModelAndOfTheCatalogue() {
    assertThat(recommender.knows("noise")).isTrue();
    assertThat(recommender.knows("never heard of")).isFalse();
  }

  private List<Recommendation> recommend(List<String> tracks, int k) {
    return recommender.recommend(RecommendationRequest.of(tracks, k));
  }

  private static List<String> tracks(List<Recommendation> recommendations) {
    return recommendations.stream().map(Recommendation::trackId).toList();
  }
}
