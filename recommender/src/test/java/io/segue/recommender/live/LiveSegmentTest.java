package io.segue.recommender.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.segue.recommender.neighbours.Neighbours;
import io.segue.recommender.vectors.VectorTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LiveSegmentTest {

  private static final float[] EAST = {1, 0};
  private static final float[] NORTH = {0, 1};
  private static final Map<String, Integer> KNOWN = Map.of("a", 0, "b", 1, "c", 2);
  private static final long HOUR_MS = 3_600_000;
  private static final LiveSettings SETTINGS =
      new LiveSettings(1, HOUR_MS, 3, 2, 10, 1).withArtistPrior(0);

  private final LiveSegment segment = segment(SETTINGS);

  private static LiveSegment segment(LiveSettings settings) {
    VectorTable vectors = VectorTable.of(new float[][] {EAST, NORTH});
    return new LiveSegment(
        new LatentSpace(
            3,
            id -> KNOWN.getOrDefault(id, -1),
            vectors,
            id -> id.startsWith("by 7") ? 7 : -1,
            artist -> new float[vectors.stride()],
            5,
            0.5f),
        settings);
  }

  @Test
  void whatIsToldOfATrackReplacesWhatWasToldBefore() {
    segment.replace("a", List.of(follows("b", 1, 1)));
    segment.replace("a", List.of(follows("c", 2, 1)));

    assertThat(following(0)).containsExactly("2@2");
    assertThat(preceding(1)).isEmpty();
    assertThat(preceding(2)).containsExactly("0@2");
  }

  @Test
  void nothingToldForgetsTheTrack() {
    segment.replace("a", List.of(follows("b", 1, 1)));
    segment.replace("a", List.of());

    assertThat(following(0)).isEmpty();
    assertThat(preceding(1)).isEmpty();
    assertThat(segment.count(0)).isZero();
  }

  @Test
  void anOccurrenceWeighsHalfAfterAHalfLifeOfTheNewestOnesTime() {
    segment.replace("a", List.of(new LiveOccurrence("b", 1, 1, 0)));
    segment.replace("b", List.of(new LiveOccurrence("c", 1, 1, HOUR_MS)));

    assertThat(weights(0)).containsExactly(0.5f);
    assertThat(weights(1)).containsExactly(1f);
  }

  @Test
  void whatWasNotWantedComesLastAndCountsAgainst() {
    segment.replace("a", List.of(follows("b", -1, 1), follows("b", 1, 2)));

    assertThat(weights(0)).containsExactly(1f, -1f);
  }

  @Test
  void aFreshTrackIsRecommendableFromItsSecondPlaylistOn() {
    segment.replace("a", List.of(follows("new", 1, 1)));
    assertThat(segment.search(padded(EAST), 5, row -> true).size()).isZero();
    assertThat(following(0)).isEmpty();

    segment.replace("a", List.of(follows("new", 1, 1), follows("new", 1, 2)));
    Neighbours found = segment.search(padded(EAST), 5, row -> true);
    assertThat(found.rows()).containsExactly(3);
    assertThat(segment.idOf(3)).isEqualTo("new");
    assertThat(following(0)).containsExactly("3@1", "3@1");
  }

  @Test
  void aPlaylistThatRepeatsItselfIsOnePlaylist() {
    segment.replace("a", List.of(follows("new", 1, 1), follows("new", 2, 1)));

    assertThat(segment.isRecommendable(3)).isFalse();
  }

  @Test
  void aFreshTrackLiesAmongItsCompanionsNearerOnesWeighingMore() {
    segment.replace("a", List.of(follows("new", 2, 1)));
    segment.replace("b", List.of(follows("new", 1, 2)));

    float[] vector = Objects.requireNonNull(segment.vectorOf(3));
    assertThat(vector[1]).isCloseTo(2 * vector[0], within(1e-6f));
    assertThat(segment.companions(3)).containsExactly(1, 0);
  }

  @Test
  void whatFollowsAFreshTrackIsItsCompanionToo() {
    segment.replace("new", List.of(follows("b", 1, 1), follows("b", 1, 2)));

    assertThat(segment.search(padded(NORTH), 5, row -> true).scores())
        .hasSize(1)
        .satisfies(scores -> assertThat(scores[0]).isCloseTo(1, within(1e-6f)));
  }

  @Test
  void theArtistsOwnTracksWeighAsMuchAsAskedFor() {
    LiveSegment withArtists =
        new LiveSegment(
            new LatentSpace(
                3,
                id -> KNOWN.getOrDefault(id, -1),
                VectorTable.of(new float[][] {EAST, NORTH}),
                id -> id.startsWith("by 7") ? 7 : -1,
                artist -> padded(NORTH),
                5,
                0.5f),
            SETTINGS.withArtistPrior(3));
    withArtists.replace("a", List.of(follows("by 7", 1, 1)));

    float[] vector = Objects.requireNonNull(withArtists.vectorOf(3));
    assertThat(vector[1]).isCloseTo(3 * vector[0], within(1e-6f));
    assertThat(withArtists.artistOf(3)).isEqualTo(7);
  }

  @Test
  void freshTracksForWhichThereIsNoRoomAreLeftOut() {
    segment.replace("a", List.of(follows("n1", 1, 1), follows("n2", 1, 1), follows("n3", 1, 1)));
    assertThat(segment.isFull()).isFalse();
    segment.replace("b", List.of(follows("n4", 1, 1), follows("a", 1, 1)));

    assertThat(segment.isFull()).isTrue();
    assertThat(segment.number("n4")).isEqualTo(-1);
    assertThat(following(1)).containsExactly("0@1");
  }

  @Test
  void aSegmentThatIsFilledTakesTheLatestFreshTracksAndLeavesRoomForOthers() {
    LiveSegment wide = segment(new LiveSettings(1, HOUR_MS, 4, 2, 10, 0));
    wide.fill(
        List.of(
            new LiveSegment.Told("a", List.of(follows("n1", 1, 1), follows("n2", 1, 1))),
            new LiveSegment.Told("n3", List.of(follows("a", 1, 1))),
            new LiveSegment.Told("n4", List.of(follows("a", 1, 1))),
            new LiveSegment.Told("b", List.of(follows("n5", 1, 1), follows("n1", 1, 1)))));

    assertThat(wide.freshCount()).isEqualTo(3);
    assertThat(wide.number("n4")).isEqualTo(-1);
    assertThat(wide.number("n5")).isEqualTo(-1);
    assertThat(wide.ruleCount()).isEqualTo(3);
    assertThat(wide.isFull()).isFalse();
  }

  @Test
  void withoutRoomForAnyFreshTrackASegmentIsNotFull() {
    LiveSegment narrow = segment(new LiveSettings(1, HOUR_MS, 0, 2, 10, 0));
    narrow.replace("a", List.of(follows("n1", 1, 1)));

    assertThat(narrow.isFull()).isFalse();
  }

  private static LiveOccurrence follows(String successor, int distance, int playlist) {
    return new LiveOccurrence(successor, distance, playlist, 0);
  }

  private static float[] padded(float[] vector) {
    float[] padded = new float[VectorTable.strideOf(vector.length)];
    System.arraycopy(vector, 0, padded, 0, vector.length);
    return padded;
  }

  private List<String> following(int track) {
    List<String> seen = new ArrayList<>();
    segment.following(track, (other, distance, weight) -> seen.add(other + "@" + distance));
    return seen;
  }

  private List<String> preceding(int track) {
    Map<String, Integer> seen = new TreeMap<>();
    segment.preceding(
        track, (other, distance, weight) -> seen.merge(other + "@" + distance, 1, Integer::sum));
    return List.copyOf(seen.keySet());
  }

  private List<Float> weights(int track) {
    List<Float> seen = new ArrayList<>();
    segment.following(track, (other, distance, weight) -> seen.add(weight));
    return seen;
  }
}
