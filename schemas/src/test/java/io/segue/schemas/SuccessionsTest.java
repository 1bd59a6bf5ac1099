package io.segue.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SuccessionsTest {

  private static final Successions.Place HERE = new Successions.Place(2, 7, 1_000);

  @Test
  void anAddedTrackFollowsTheLastOnesTheNearestFirst() {
    assertThat(told(playlist("a", "b", "c"), Action.ADD, "d", 2))
        .containsExactly("c +1 d", "b +2 d");
  }

  @Test
  void aPlayedTrackDoesToo() {
    assertThat(told(playlist("a"), Action.PLAY, "d", 3)).containsExactly("a +1 d");
  }

  @Test
  void aSkippedTrackWasNotWantedAfterTheLastOnes() {
    assertThat(told(playlist("a", "b"), Action.SKIP, "d", 2)).containsExactly("b -1 d", "a -2 d");
  }

  @Test
  void aTrackThatIsSkippedWhileItPlaysWasNotWantedAfterThoseBeforeIt() {
    assertThat(told(playlist("a", "b", "d"), Action.SKIP, "d", 2))
        .containsExactly("b -1 d", "a -2 d");
  }

  @Test
  void aRemovedTrackTakesBackWhatItsLatestAdditionSaid() {
    assertThat(told(playlist("a", "d", "b", "d", "c"), Action.REMOVE, "d", 2))
        .containsExactly("b -1 d", "d -2 d");
  }

  @Test
  void aRemovedTrackThatIsNotThereSaysNothing() {
    assertThat(told(playlist("a"), Action.REMOVE, "d", 2)).isEmpty();
  }

  @Test
  void theFirstTrackOfAPlaylistFollowsNothing() {
    assertThat(told(null, Action.ADD, "d", 2)).isEmpty();
    assertThat(told(playlist(), Action.ADD, "d", 2)).isEmpty();
  }

  @Test
  void aSuccessionKnowsItsEventsPlace() {
    Succession succession =
        Successions.of(playlist("a"), event(Action.ADD, "d"), 1, HERE).get(0).succession();

    assertThat(succession.getPartition()).isEqualTo(2);
    assertThat(succession.getOffset()).isEqualTo(7);
    assertThat(succession.getAt()).isEqualTo(1_000);
  }

  private static List<String> told(
      @Nullable PlaylistState before, Action action, String track, int steps) {
    return Successions.of(before, event(action, track), steps, HERE).stream()
        .map(
            told ->
                "%s %+d %s"
                    .formatted(
                        told.track(),
                        told.succession().getDistance(),
                        told.succession().getSuccessor()))
        .toList();
  }

  private static PlaylistEvent event(Action action, String track) {
    return new PlaylistEvent("e", "p", null, track, action, Instant.EPOCH, null);
  }

  private static PlaylistState playlist(String... tracks) {
    PlaylistHistory history = new PlaylistHistory(100);
    PlaylistState state = null;
    for (int i = 0; i < tracks.length; i++) {
      state =
          history.apply(
              state,
              new PlaylistEvent("e" + i, "p", null, tracks[i], Action.ADD, Instant.EPOCH, null));
    }
    return state == null
        ? new PlaylistState(null, List.of(), List.of(), List.of(), ByteBuffer.allocate(0), 0L, 0L)
        : state;
  }
}
