package io.segue.app.playlists;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class EndHistoryTest {

  private final EndHistory ends = new EndHistory();

  @Test
  void nothingIsKnownAtFirst() {
    assertThat(ends.completeUpTo(5)).isNull();
    assertThat(ends.end()).isNull();
    assertThat(ends.measuredAt()).isNull();
  }

  @Test
  void aPositionIsCompleteUpToTheLatestEndBeforeIt() {
    ends.note(10, at(1));
    ends.note(20, at(2));
    ends.note(30, at(3));

    assertThat(ends.completeUpTo(9)).isNull();
    assertThat(ends.completeUpTo(10)).isEqualTo(at(1));
    assertThat(ends.completeUpTo(29)).isEqualTo(at(2));
    assertThat(ends.completeUpTo(31)).isEqualTo(at(3));
    assertThat(ends.end()).isEqualTo(30);
    assertThat(ends.measuredAt()).isEqualTo(at(3));
  }

  @Test
  void whileNothingIsWrittenTheSameEndGetsALaterTime() {
    ends.note(10, at(1));
    ends.note(10, at(9));

    assertThat(ends.completeUpTo(10)).isEqualTo(at(9));
  }

  @Test
  void anotherLogUnderTheSameNameStartsAnew() {
    ends.note(10, at(1));
    ends.note(3, at(2));

    assertThat(ends.completeUpTo(2)).isNull();
    assertThat(ends.completeUpTo(10)).isEqualTo(at(2));
  }

  @Test
  void whatIsOlderThanTenMinutesOfEndsIsForgotten() {
    for (int second = 0; second < 10_000; second++) {
      ends.note(second, at(second));
    }

    assertThat(ends.completeUpTo(9_399)).isNull();
    assertThat(ends.completeUpTo(9_400)).isEqualTo(at(9_400));
  }

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }
}
