package io.segue.recommender.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.recommender.neighbours.HnswBuilder;
import io.segue.recommender.neighbours.HnswSettings;
import io.segue.recommender.sessions.SessionIndex;
import io.segue.recommender.vectors.VectorTable;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NearestTracksTest extends CandidateSourceContract {

  /** Vectors on a circle: neighbours by number are neighbours by angle. */
  private static NextTrackGraph graph(int tracks) {
    float[][] rows = new float[tracks][2];
    for (int track = 0; track < tracks; track++) {
      double angle = 2 * Math.PI * track / tracks;
      rows[track][0] = (float) Math.cos(angle);
      rows[track][1] = (float) Math.sin(angle);
    }
    VectorTable table = VectorTable.of(rows);
    VectorTable ages = VectorTable.of(new float[][] {{1, 1}, {0.5f, 0.5f}});
    return new NextTrackGraph(
        new NextTrackModel(table, table, new float[tracks], ages, 10),
        HnswBuilder.build(table, HnswSettings.DEFAULT, 1, inserted -> {}));
  }

  @Override
  CandidateSource source(SessionIndex index) {
    return new NearestTracks(graph(index.tracks()), 20);
  }

  @Test
  void theTracksWithTheNearestVectorsAreProposed() {
    CandidateTable table = new CandidateTable(1);
    Query query = new Query(10);
    query.read(new int[] {10}, 0, 1);

    new NearestTracks(graph(40), 3).propose(query, table, 0);

    assertThat(table.size()).isEqualTo(3);
    assertThat(table.score(0, table.find(10))).isGreaterThan(table.score(0, table.find(9)));
    assertThat(table.score(0, table.find(11))).isPositive();
    assertThat(table.score(0, table.find(10))).isCloseTo(1f, Offset.offset(1e-5f));
  }
}
