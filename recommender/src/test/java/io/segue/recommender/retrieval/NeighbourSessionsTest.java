package io.segue.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.segue.recommender.sessions.SessionIndex;
import io.segue.recommender.sessions.Sessions;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NeighbourSessionsTest extends CandidateSourceContract {

  private static final Offset<Float> CLOSE = Offset.offset(1e-5f);

  /** No idf, no length, hardly any age: similarities are sums of position weights. */
  private static final NeighbourSettings PLAIN =
      new NeighbourSettings(10, 100, 100, 1 / Math.log(2), 0, 0, 1e9, 1, 0.5);

  @Override
  CandidateSource source(SessionIndex index) {
    return new NeighbourSessions(
        new NeighbourViews(index, List.of(NeighbourSettings.DEFAULTS.withNeighbours(20))));
  }

  private static CandidateTable propose(NeighbourSettings settings, int... playlist) {
    SessionIndex index =
        new SessionIndex(
            Sessions.of(
                new int[] {1, 2, 3, 4}, new int[] {5, 2, 6}, new int[] {1, 7}, new int[] {8, 9}),
            10,
            100);
    CandidateTable table = new CandidateTable(3);
    Query query = new Query(10);
    query.read(playlist, 0, playlist.length);
    new NeighbourSessions(new NeighbourViews(index, List.of(settings))).propose(query, table, 0);
    return table;
  }

  @Test
  void similaritySumsTheWeightsOfTheTracksInCommon() {
    CandidateTable table = propose(PLAIN, 1, 2);

    // Track 2 weighs 1 and track 1, one before it, 1/2: session 0 has both.
    assertThat(table.score(0, table.find(3))).isCloseTo(1.5f, CLOSE);
    assertThat(table.score(0, table.find(6))).isCloseTo(1f, CLOSE);
    assertThat(table.score(0, table.find(7))).isCloseTo(0.5f, CLOSE);
    assertThat(table.find(8)).isEqualTo(IntSlots.NONE);
  }

  @Test
  void distanceIsCountedFromTheLatestTrackInCommon() {
    CandidateTable table = propose(PLAIN, 1, 2);

    assertThat(table.score(1, table.find(3))).isCloseTo(1.5f, CLOSE);
    assertThat(table.score(1, table.find(4))).isCloseTo(0.75f, CLOSE);
    // One before the alignment: half as much as one after it.
    assertThat(table.score(1, table.find(1))).isCloseTo(0.75f, CLOSE);
    assertThat(table.score(1, table.find(2))).isZero();
    assertThat(table.score(2, table.find(3))).isCloseTo(1.5f, CLOSE);
    assertThat(table.score(2, table.find(4))).isZero();
  }

  @Test
  void onlyTheMostSimilarSessionsAreNeighbours() {
    CandidateTable table = propose(PLAIN.withNeighbours(1), 1, 2);

    assertThat(table.find(3)).isNotEqualTo(IntSlots.NONE);
    assertThat(table.find(6)).isEqualTo(IntSlots.NONE);
  }

  @Test
  void longAndOldSessionsWeighLess() {
    CandidateTable byLength = propose(PLAIN.withLengthExponent(1), 2);
    assertThat(byLength.score(0, byLength.find(3))).isCloseTo(1 / 4f, CLOSE);
    assertThat(byLength.score(0, byLength.find(6))).isCloseTo(1 / 3f, CLOSE);

    CandidateTable byAge = propose(PLAIN.withAgeDecay(1), 2);
    assertThat(byAge.score(0, byAge.find(6))).isCloseTo((float) Math.exp(-0.5), CLOSE);
  }

  @Test
  void manyViewsTogetherFindWhatEachFindsAloneToTheLastBit() {
    Sessions sessions = randomSessions();
    SessionIndex index = new SessionIndex(sessions, 300, 200);
    List<NeighbourSettings> settings =
        List.of(
            new NeighbourSettings(3, 100, 10, 2, 3, 0.25, 3, 0.5, 0.5),
            new NeighbourSettings(20, 100, 50, 2, 3, 0, 1, 0.6, 0.5),
            new NeighbourSettings(20, 100, 400, 8, 1, 0.5, 1, 1, 0.3),
            new NeighbourSettings(5, 100, 10, 8, 1, 0.5, 1, 0.8, 0),
            new NeighbourSettings(20, 30, 25, 8, 0, 0.5, 0.1, 0.8, 0.3));
    List<NeighbourViews> views = NeighbourViews.of(index, settings);
    List<NeighbourSessions> together = views.stream().map(NeighbourSessions::new).toList();
    List<PlainNeighbourSessions> alone =
        settings.stream().map(view -> new PlainNeighbourSessions(index, view)).toList();
    CandidateTable table = new CandidateTable(3 * settings.size());
    CandidateTable expected = new CandidateTable(3 * settings.size());
    Query query = new Query(30);

    assertThat(views).hasSize(2);
    for (int session = 0; session < sessions.size(); session++) {
      table.clear();
      expected.clear();
      query.read(sessions.tracks(), sessions.start(session), sessions.end(session));
      int column = 0;
      for (NeighbourSessions source : together) {
        source.propose(query, table, column);
        column += source.columns().size();
      }
      for (int view = 0; view < alone.size(); view++) {
        alone.get(view).propose(query, expected, 3 * view);
      }
      assertThat(Arrays.copyOf(table.tracks(), table.size()))
          .isEqualTo(Arrays.copyOf(expected.tracks(), expected.size()));
      for (int c = 0; c < table.columns(); c++) {
        assertThat(Arrays.copyOf(table.column(c), table.size()))
            .isEqualTo(Arrays.copyOf(expected.column(c), expected.size()));
      }
    }
  }

  /** Some of a hundred events, so that tracks occur twice in a session, and far apart. */
  private static Sessions randomSessions() {
    SplittableRandom random = new SplittableRandom(11);
    int[][] sessions = new int[600][];
    for (int s = 0; s < sessions.length; s++) {
      sessions[s] = new int[s % 50 == 0 ? 100 : 1 + random.nextInt(15)];
      int mood = random.nextInt(300);
      for (int i = 0; i < sessions[s].length; i++) {
        sessions[s][i] = (mood + random.nextInt(1 + random.nextInt(40))) % 300;
      }
    }
    return Sessions.of(sessions);
  }

  @Test
  void viewsThatLookAtDifferentOccurrencesAreNotSearchedTogether() {
    SessionIndex index = new SessionIndex(Sessions.of(new int[] {1, 2}), 3, 100);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NeighbourViews(index, List.of(PLAIN, PLAIN.withOccurrences(1))))
        .withMessageContaining("the same number of occurrences");
    assertThat(NeighbourViews.of(index, List.of())).isEmpty();
  }
}
