package io.segue.recommender;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.recommender.Recommendation.Source;
import io.segue.recommender.ordering.Ordering;
import java.util.List;
import java.util.Objects;
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
    RecommendationRequest repeats =
        RecommendationRequest.builder(List.of("rock1"), 1).repeats(true).build();

    assertThat(tracks(recommender.recommend(repeats))).containsExactly("rock1");
    assertThat(tracks(recommend(List.of("rock1"), 8))).doesNotContain("rock1");
  }

  @Test
  void excludedTracksAreNotRecommendedEvenAsRepeats() {
    RecommendationRequest request =
        RecommendationRequest.builder(List.of("rock1"), 8)
            .repeats(true)
            .excludedTracks(Set.of("rock1", "rock2"))
            .build();

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

  @Test
  void tracksOfExcludedArtistsAreNotRecommended() {
    RecommendationRequest request =
        RecommendationRequest.builder(List.of("rock1"), 8)
            .excluded(new Exclusions(Set.of("noise"), Set.of("Ramones", "Coltrane", "Nobody")))
            .build();

    assertThat(tracks(recommender.recommend(request))).containsExactly("rock3", "jazz3");
  }

  @Test
  void blockedTracksAndArtistsAreNeverRecommended() {
    Recommender blocking =
        new Recommender(
            recommender.model(),
            TrackArtists.NONE,
            new Exclusions(Set.of("rock2"), Set.of("Coltrane")));

    assertThat(tracks(blocking.recommend(RecommendationRequest.of(List.of("rock1"), 8))))
        .containsExactly("rock3", "jazz3", "noise");
    assertThat(tracks(blocking.similar("rock1", 8))).containsExactly("rock3", "jazz3");
  }

  @Test
  void limitForEachArtistLeavesRoomForTheOthers() {
    RecommendationRequest request =
        RecommendationRequest.builder(List.of("noise", "jazz3"), 4).perArtistMax(1).build();

    assertThat(tracks(recommender.recommend(request))).containsExactly("jazz2", "rock3", "rock2");
  }

  @Test
  void emptyPlaylistIsAnsweredFromTheContext() {
    RecommendationRequest tracks =
        RecommendationRequest.builder(List.of(), 2).context(List.of("jazz1"), List.of()).build();
    RecommendationRequest artists =
        RecommendationRequest.builder(List.of(), 2).context(List.of(), List.of("Clash")).build();

    assertThat(tracks(recommender.recommend(tracks))).containsExactly("jazz2", "jazz3");
    assertThat(tracks(recommender.recommend(artists))).containsExactly("rock3", "rock2");
  }

  @Test
  void contextCountsOnlyAfterThePlaylist() {
    RecommendationRequest request =
        RecommendationRequest.builder(List.of("jazz1"), 1)
            .context(List.of("rock1"), List.of())
            .build();

    assertThat(tracks(recommender.recommend(request))).containsExactly("jazz2");
  }

  @Test
  void neighboursAreExplainedByTheTracksThatTheyAreNear() {
    RecommendationRequest request =
        RecommendationRequest.builder(List.of("rock1", "jazz1"), 8).explained(true).build();

    List<Recommendation> recommended = recommender.recommend(request);

    Because first = Objects.requireNonNull(recommended.get(0).because());
    assertThat(first.sources()).containsExactly(new Because.Share("neighbours", 1));
    assertThat(first.tracks()).extracting(Because.Share::name).containsExactly("jazz1", "rock1");
    Because demo = Objects.requireNonNull(recommended.get(4).because());
    assertThat(demo.sources()).containsExactly(new Because.Share("artist", 1));
    assertThat(demo.tracks()).containsExactly(new Because.Share("jazz1", 1));
    Because noise = Objects.requireNonNull(recommended.get(5).because());
    assertThat(noise.sources()).containsExactly(new Because.Share("popularity", 1));
    assertThat(noise.tracks()).isEmpty();
  }

  @Test
  void reasonsAreGivenOnRequestOnly() {
    assertThat(recommend(List.of("rock1"), 3))
        .extracting(Recommendation::because)
        .containsOnlyNulls();
  }

  @Test
  void diversityPutsSomethingElseForward() {
    RecommendationRequest request =
        RecommendationRequest.builder(List.of("noise", "rock1"), 2)
            .ordering(new Ordering(0.7, 0, 0, 0))
            .build();

    assertThat(tracks(recommender.recommend(request))).containsExactly("rock2", "jazz1");
  }

  @Test
  void artistsAreSpacedAsFarAsThereAreOthers() {
    RecommendationRequest request =
        RecommendationRequest.builder(List.of("noise", "jazz3"), 6)
            .ordering(new Ordering(0, 1, 0, 0))
            .build();

    assertThat(tracks(recommender.recommend(request)))
        .containsExactly("jazz2", "rock3", "jazz1", "rock2", "demo", "rock1");
  }

  @Test
  void explorationGivesItsShareToFreshTracksAndTheSameSeedTheSameOnes() {
    RecommendationRequest.Builder request = RecommendationRequest.builder(List.of("rock1"), 4);
    List<Recommendation> relevant = recommender.recommend(request.build());

    List<Recommendation> explored =
        recommender.recommend(request.ordering(new Ordering(0, 0, 0.25, 7)).build());

    assertThat(explored).hasSize(4);
    assertThat(explored.get(0)).isEqualTo(relevant.get(0));
    assertThat(explored).filteredOn(r -> r.source() == Source.FRESH).hasSize(1);
    assertThat(tracks(explored)).doesNotHaveDuplicates();
    assertThat(recommender.recommend(request.build())).isEqualTo(explored);
  }

  private List<Recommendation> recommend(List<String> tracks, int k) {
    return recommender.recommend(RecommendationRequest.of(tracks, k));
  }

  private static List<String> tracks(List<Recommendation> recommendations) {
    return recommendations.stream().map(Recommendation::trackId).toList();
  }
}
