package io.segue.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecentSessionsTest {

  private static final List<List<String>> SESSIONS =
      List.of(List.of("a", "b"), List.of("c", "d", "c"), List.of("c", "e"));

  @Test
  void latestSessionsAreKeptInTheirOrder() {
    assertThat(RecentSessions.latest(SESSIONS, 3)).containsExactly("c d c", "c e");
  }

  @Test
  void sessionThatWouldBringTooManyTracksEndsIt() {
    assertThat(RecentSessions.latest(SESSIONS, 2)).containsExactly("c e");
  }

  @Test
  void largerCatalogueThanThereIsKeepsAll() {
    assertThat(RecentSessions.latest(SESSIONS, 100)).hasSize(3);
  }
}
