package io.segue.trainer.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.schemas.Action;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.ServedRecommendations;
import io.segue.schemas.ServedTrack;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShownTracksTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final ShownTracks shown =
      ShownTracks.of(List.of(answer(0, "a", "b"), answer(10, "b", "c", "a")));

  @Test
  void theRankIsThatInTheLastAnswerBeforeTheEvent() {
    assertThat(shown.rankOf(event(Action.PLAY, "a"), NOON.plusSeconds(20))).isEqualTo(3);
  }

  @Test
  void oneEventFollowsAnAnswer() {
    assertThat(shown.rankOf(event(Action.ADD, "b"), NOON.plusSeconds(5))).isEqualTo(2);
    assertThat(shown.rankOf(event(Action.ADD, "a"), NOON.plusSeconds(6))).isZero();
    assertThat(shown.rankOf(event(Action.ADD, "c"), NOON.plusSeconds(20))).isEqualTo(2);
  }

  @Test
  void whatWasNotShownHasNoRankAndSkipsFollowNothing() {
    assertThat(shown.rankOf(event(Action.SKIP, "b"), NOON.plusSeconds(20))).isZero();
    assertThat(shown.rankOf(event(Action.PLAY, "unheard"), NOON.plusSeconds(20))).isZero();
  }

  @Test
  void anAnswerIsForgottenAfterHalfAnHour() {
    assertThat(shown.rankOf(event(Action.PLAY, "a"), NOON.plusSeconds(3_600))).isZero();
  }

  private static PlaylistEvent event(Action action, String track) {
    return new PlaylistEvent("e", "p", null, track, action, NOON, null);
  }

  private static ServedRecommendations answer(int second, String... tracks) {
    return new ServedRecommendations(
        NOON.plusSeconds(second),
        "p",
        3,
        "v1",
        false,
        "host:1",
        1.0,
        Arrays.stream(tracks).map(track -> new ServedTrack(track, "ranked", 0.5)).toList());
  }
}
