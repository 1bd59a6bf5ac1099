package io.segue.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.recommender.vectors.Directions;
import io.segue.recommender.vectors.VectorTable;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NextTrackScorerTest {

  private static final Offset<Float> CLOSE = Offset.offset(1e-5f);
  private static final NextTrackModel MODEL =
      new NextTrackModel(
          VectorTable.of(new float[][] {{1, 0}, {0, 1}, {0, 0}}),
          VectorTable.of(new float[][] {{2, 0}, {0, 4}, {3, 3}}),
          new float[] {0, 0, 1},
          VectorTable.of(new float[][] {{1, 1}, {0.5f, 0.25f}}),
          0);

  private static CandidateTable score(int... playlist) {
    CandidateTable table = new CandidateTable(2);
    for (int track = 0; track < 3; track++) {
      table.slot(track);
    }
    Query query = new Query(10);
    query.read(playlist, 0, playlist.length);
    new NextTrackScorer(MODEL, Directions.of(MODEL.outputs()))
        .score(query, table, new int[] {0, 1, 2}, 3, 0);
    return table;
  }

  @Test
  void probabilitiesAreASoftmaxOverTheCandidates() {
    CandidateTable table = score(1, 0);

    // h = (1, 0) of track 0 and (0, 0.25) of track 1: scores 2, 1 and 1 + 3 + 0.75.
    double sum = Math.exp(2) + Math.exp(1) + Math.exp(4.75);
    assertThat(table.score(0, 0)).isCloseTo((float) (Math.exp(2) / sum), CLOSE);
    assertThat(table.score(0, 1)).isCloseTo((float) (Math.exp(1) / sum), CLOSE);
    assertThat(table.score(0, 2)).isCloseTo((float) (Math.exp(4.75) / sum), CLOSE);
  }

  @Test
  void likenessIsTheCosineToTheLatestTrack() {
    CandidateTable table = score(1, 0);
    float diagonal = (float) Math.sqrt(0.5);

    assertThat(table.score(1, 0)).isCloseTo(1, CLOSE);
    assertThat(table.score(1, 1)).isCloseTo(0, CLOSE);
    assertThat(table.score(1, 2)).isCloseTo(diagonal, CLOSE);
  }

  @Test
  void aTrackThatTheModelDoesNotHaveIsExpectedAsItsCompanionsAre() {
    CandidateTable table = scoreWith(new OneFreshTrack(3, 0, 2));

    // Tracks 0 and 2 are expected with 2 and 3.75; the bias is that of the last track, 1.
    double sum = Math.exp(2) + Math.exp(1) + Math.exp(4.75) + Math.exp(3.875);
    float diagonal = (float) Math.sqrt(0.5);
    assertThat(table.score(0, 3)).isCloseTo((float) (Math.exp(3.875) / sum), CLOSE);
    assertThat(table.score(1, 3)).isCloseTo((1 + diagonal) / 2, CLOSE);
  }

  @Test
  void aTrackOfWhichNothingIsKnownIsTheLeastExpected() {
    CandidateTable table = scoreWith(new OneFreshTrack(3));

    assertThat(table.score(0, 3)).isCloseTo(table.score(0, 1), CLOSE).isPositive();
    assertThat(table.score(1, 3)).isZero();
  }

  private static CandidateTable scoreWith(OneFreshTrack fresh) {
    CandidateTable table = new CandidateTable(2);
    for (int track = 0; track < 4; track++) {
      table.slot(track);
    }
    Query query = new Query(10);
    query.read(new int[] {1, 0}, 0, 2, fresh);
    new NextTrackScorer(MODEL, Directions.of(MODEL.outputs()))
        .score(query, table, new int[] {0, 1, 2, 3}, 4, 0);
    return table;
  }

  @Test
  void candidatesThatAreNotAskedForKeepTheirZero() {
    CandidateTable table = new CandidateTable(2);
    for (int track = 0; track < 3; track++) {
      table.slot(track);
    }
    Query query = new Query(10);
    query.read(new int[] {1, 0}, 0, 2);
    new NextTrackScorer(MODEL, Directions.of(MODEL.outputs()))
        .score(query, table, new int[] {2, 0}, 2, 0);

    double sum = Math.exp(2) + Math.exp(4.75);
    assertThat(table.score(0, 0)).isCloseTo((float) (Math.exp(2) / sum), CLOSE);
    assertThat(table.score(0, 1)).isZero();
    assertThat(table.score(0, 2)).isCloseTo((float) (Math.exp(4.75) / sum), CLOSE);
    assertThat(table.score(1, 1)).isZero();
  }

  @Test
  void emptyPlaylistScoresNothing() {
    CandidateTable table = score();

    assertThat(table.score(0, 0)).isZero();
    assertThat(table.score(1, 2)).isZero();
  }
}
