package io.segue.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.recommender.sessions.SessionIndex;
import io.segue.recommender.sessions.Sessions;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every source of candidates promises. */
abstract class CandidateSourceContract {

  private static final int TRACKS = 300;
  private static final float MARK = 77;

  /** The source that is tested, over an index. */
  abstract CandidateSource source(SessionIndex index);

  private static Sessions randomSessions() {
    SplittableRandom random = new SplittableRandom(3);
    int[][] sessions = new int[400][];
    for (int s = 0; s < sessions.length; s++) {
      sessions[s] = new int[1 + random.nextInt(12)];
      int mood = random.nextInt(TRACKS);
      for (int i = 0; i < sessions[s].length; i++) {
        sessions[s][i] = (mood + random.nextInt(20)) % TRACKS;
      }
    }
    return Sessions.of(sessions);
  }

  private final Sessions sessions = randomSessions();
  private final CandidateSource source = source(new SessionIndex(sessions, TRACKS, 50));
  private final int columns = source.columns().size();

  private Map<Integer, float[]> propose(CandidateTable table, int firstColumn, int... playlist) {
    Query query = new Query(100);
    query.read(playlist, 0, playlist.length);
    source.propose(query, table, firstColumn);
    Map<Integer, float[]> scores = new HashMap<>();
    for (int slot = 0; slot < table.size(); slot++) {
      float[] row = new float[columns];
      for (int c = 0; c < columns; c++) {
        row[c] = table.score(firstColumn + c, slot);
      }
      scores.put(table.track(slot), row);
    }
    return scores;
  }

  @Test
  void scoresAreFiniteAndNotNegativeAndTracksAreKnown() {
    CandidateTable table = new CandidateTable(columns);
    for (int s = 0; s < 100; s++) {
      table.clear();
      int[] playlist = sessions.range(s, s + 1).tracks();
      propose(table, 0, playlist)
          .forEach(
              (track, scores) -> {
                assertThat(track).isBetween(0, TRACKS - 1);
                for (float score : scores) {
                  assertThat(score).isFinite().isNotNegative();
                }
              });
    }
  }

  @Test
  void columnsOfOthersAreLeftAlone() {
    CandidateTable table = new CandidateTable(columns + 2);
    for (int track = 0; track < TRACKS; track++) {
      int slot = table.slot(track);
      table.set(0, slot, MARK);
      table.set(columns + 1, slot, MARK);
    }

    propose(table, 1, 10, 11, 12);

    for (int slot = 0; slot < table.size(); slot++) {
      assertThat(table.score(0, slot)).isEqualTo(MARK);
      assertThat(table.score(columns + 1, slot)).isEqualTo(MARK);
    }
  }

  @Test
  void whatWasAskedBeforeChangesNothing() {
    CandidateTable table = new CandidateTable(columns);
    Map<Integer, float[]> first = propose(table, 0, 5, 6, 7);
    table.clear();
    propose(table, 0, 100, 5, 100, 200);
    table.clear();

    Map<Integer, float[]> again = propose(table, 0, 5, 6, 7);

    assertThat(again.keySet()).isEqualTo(first.keySet());
    again.forEach((track, scores) -> assertThat(scores).isEqualTo(first.get(track)));
  }

  @Test
  void emptyPlaylistBreaksNothing() {
    CandidateTable table = new CandidateTable(columns);

    assertThat(propose(table, 0)).hasSizeLessThanOrEqualTo(TRACKS);
  }
}
