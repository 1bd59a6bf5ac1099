package io.segue.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaylistFoldTest {

  private static final Action[] ACTIONS = {Action.ADD, Action.PLAY, Action.REMOVE, Action.SKIP};

  /** Few tracks and few event ids, so that removals hit and duplicates are frequent. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 50})
  void doesWhatThePlaylistHistoryDoes(int tracksMax) {
    Random random = new Random(tracksMax);
    PlaylistHistory history = new PlaylistHistory(tracksMax);
    PlaylistFold fold = new PlaylistFold(tracksMax);
    PlaylistState state = null;
    for (int i = 0; i < 3_000; i++) {
      int track = random.nextInt(8);
      PlaylistEvent event = SampleRecords.event();
      event.setEventId("e" + random.nextInt(2_000));
      event.setTrackId("t" + track);
      event.setAction(ACTIONS[random.nextInt(ACTIONS.length)]);
      event.setOccurredAt(Instant.ofEpochSecond(60L * i));
      state = history.apply(state, event);
      fold.apply(event, track);
      assertThat(fold.tracks()).containsExactly(numbers(state.getTracks()));
      assertThat(fold.minutes())
          .containsExactly(
              state.getOccurredAt().stream().mapToInt(ms -> (int) (ms / 60_000)).toArray());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 50})
  void theRankAtWhichATrackWasShownGoesWithIt(int tracksMax) {
    Random random = new Random(tracksMax);
    PlaylistFold fold = new PlaylistFold(tracksMax);
    for (int i = 0; i < 1_000; i++) {
      int track = random.nextInt(8);
      PlaylistEvent event = SampleRecords.event();
      event.setEventId("e" + i);
      event.setAction(ACTIONS[random.nextInt(ACTIONS.length)]);
      fold.apply(event, track, 10 + track);
      assertThat(fold.shownAt())
          .containsExactly(Arrays.stream(fold.tracks()).map(shown -> 10 + shown).toArray());
    }
  }

  private static int[] numbers(List<String> tracks) {
    return tracks.stream().mapToInt(track -> Integer.parseInt(track.substring(1))).toArray();
  }
}
