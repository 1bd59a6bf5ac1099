package io.segue.recommender;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.recommender.live.LiveOccurrence;
import io.segue.recommender.live.LiveSegment;
import io.segue.recommender.live.LiveSettings;
import io.segue.recommender.ordering.Ordering;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happened since the training, in answers. {@link Models#ranked} tells what was learnt. */
class LiveRecommenderTest {

  private final Recommender recommender =
      new Recommender(
          Models.ranked(new QuerySettings(2, 0.5f, 50)),
          track -> track.startsWith("mystery") ? "Ramones" : null,
          new Exclusions(Set.of("blocked"), Set.of()));
  private LiveSegment segment;

  @BeforeEach
  void makeASegment() {
    segment = recommender.newSegment(LiveSettings.DEFAULT);
    recommender.answerWith(segment);
  }

  @Test
  void anEmptySegmentChangesNothing() {
    Recommender without = new Recommender(recommender.model(), TrackArtists.NONE);
    for (String track : List.of("rock1", "jazz1", "noise", "unheard of")) {
      RecommendationRequest request = RecommendationRequest.of(List.of(track), 8);
      assertThat(recommender.recommend(request)).isEqualTo(without.recommend(request));
    }
  }

  @Test
  void whatFollowsNowIsAddedToWhatFollowedInTheTraining() {
    assertThat(next("rock1")).startsWith("rock2");
    follows("rock1", "jazz1", 1, 2, 3, 4, 5);

    assertThat(next("rock1")).startsWith("jazz1");
  }

  @Test
  void aTrackThatTheModelDoesNotKnowIsRecommendedOnceTwoPlaylistsHaveIt() {
    follows("rock1", "new", 1);
    assertThat(next("rock1")).doesNotContain("new");
    follows("rock1", "new", 1, 2, 3, 4, 5);

    assertThat(next("rock1")).startsWith("new");
  }

  @Test
  void aPlaylistOfNothingButFreshTracksIsAnsweredFromTheirCompanions() {
    follows("new", "jazz3", 1, 2);

    assertThat(next("new")).startsWith("jazz3").doesNotContain("new");
  }

  @Test
  void filtersHoldForFreshTracksToo() {
    follows("rock1", "new", 1, 2, 3);
    follows("rock2", "mystery", 1, 2, 3);
    follows("rock3", "blocked", 1, 2, 3);

    assertThat(next("rock1", "new")).doesNotContain("new");
    assertThat(next("rock3")).doesNotContain("blocked");
    RecommendationRequest request =
        RecommendationRequest.builder(List.of("rock1", "rock2"), 8)
            .excluded(new Exclusions(Set.of("new"), Set.of("Ramones")))
            .build();
    assertThat(tracks(recommender.recommend(request))).doesNotContain("new", "mystery");
  }

  @Test
  void everyWishCanBeCombinedWithFreshTracks() {
    follows("rock1", "new", 1, 2, 3);
    follows("rock1", "mystery", 1, 2, 3);
    RecommendationRequest request =
        RecommendationRequest.builder(List.of("rock1"), 8)
            .ordering(new Ordering(0.5, 2, 0.5, 7))
            .perArtistMax(2)
            .explained(true)
            .build();

    assertThat(tracks(recommender.recommend(request)))
        .doesNotHaveDuplicates()
        .doesNotContain("rock1")
        .containsAnyOf("new", "mystery");
  }

  @Test
  void similarTracksIncludeFreshOnes() {
    follows("rock1", "new", 1, 2);

    assertThat(tracks(recommender.similar("rock1", 3))).startsWith("new");
    assertThat(tracks(recommender.similar("new", 3))).startsWith("rock1");
    assertThat(recommender.knows("new")).isTrue();
  }

  private void follows(String track, String successor, int... playlists) {
    segment.replace(
        track,
        Arrays.stream(playlists)
            .mapToObj(playlist -> new LiveOccurrence(successor, 1, playlist, 0))
            .toList());
  }

  private List<String> next(String... tracks) {
    return tracks(recommender.recommend(RecommendationRequest.of(List.of(tracks), 8)));
  }

  private static List<String> tracks(List<Recommendation> recommended) {
    return recommended.stream().map(Recommendation::trackId).toList();
  }
}
