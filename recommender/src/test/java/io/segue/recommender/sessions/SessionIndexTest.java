package io.segue.recommender.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionIndexTest {

  private static final Sessions SESSIONS =
      Sessions.of(new int[] {0, 1, 0}, new int[] {}, new int[] {1, 2}, new int[] {0});

  @Test
  void occurrencesComeNewestFirst() {
    SessionIndex index = new SessionIndex(SESSIONS, 4, 10);

    assertThat(events(index, 0)).containsExactly(5, 2, 0);
    assertThat(events(index, 1)).containsExactly(3, 1);
    assertThat(events(index, 3)).isEmpty();
  }

  @Test
  void onlyTheMostRecentOccurrencesAreKeptButAllAreCounted() {
    SessionIndex index = new SessionIndex(SESSIONS, 4, 2);

    assertThat(events(index, 0)).containsExactly(5, 2);
    assertThat(index.count(0)).isEqualTo(3);
  }

  @Test
  void everyPostingKnowsItsSession() {
    SessionIndex index = new SessionIndex(SESSIONS, 4, 10);

    for (int posting = 0; posting < SESSIONS.events(); posting++) {
      assertThat(index.session(posting)).isEqualTo(SESSIONS.sessionOf(index.event(posting)));
    }
    assertThat(SESSIONS.sessionOf(2)).isZero();
    assertThat(SESSIONS.sessionOf(3)).isEqualTo(2);
    assertThat(SESSIONS.sessionOf(5)).isEqualTo(3);
  }

  @Test
  void rangeIsACopyOfSomeSessions() {
    Sessions range = SESSIONS.range(2, 4);

    assertThat(range.size()).isEqualTo(2);
    assertThat(range.tracks()).containsExactly(1, 2, 0);
    assertThat(range.starts()).containsExactly(0, 2, 3);
  }

  @Test
  void startsThatDoNotDivideTheTracksAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sessions(new int[3], new int[] {0, 2}))
        .withMessageContaining("end with the number of events, 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sessions(new int[3], new int[] {0, 2, 1, 3}))
        .withMessage("session 1 ends before it starts");
  }

  private static List<Integer> events(SessionIndex index, int track) {
    List<Integer> events = new ArrayList<>();
    for (int p = index.postingsStart(track); p < index.postingsEnd(track); p++) {
      events.add(index.event(p));
    }
    return events;
  }
}
