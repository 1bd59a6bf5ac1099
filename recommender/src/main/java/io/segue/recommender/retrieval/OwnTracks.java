package io.segue.recommender.retrieval;

import java.util.List;

/**
 * The playlist's own tracks, for data where tracks are heard or looked at again. One column tells
 * how lately a track was heard; another how often it followed the latest track within this
 * playlist, a later time weighing more, which finds loops.
 */
public final class OwnTracks implements CandidateSource {

  private static final float LOOP_DECAY = 0.8f;

  @Override
  public List<String> columns() {
    return List.of("own", "own-loop");
  }

  @Override
  public void propose(Query query, CandidateTable table, int firstColumn) {
    for (int i = 0; i < query.distinctSize(); i++) {
      int slot = table.slot(query.distinctTrack(i));
      table.set(firstColumn, slot, 1f / (1 + query.distinctAge(i)));
    }
    float weight = 1;
    for (int age = 1; age < query.size(); age++) {
      if (query.track(age) == query.track(0)) {
        table.add(firstColumn + 1, table.slot(query.track(age - 1)), weight);
        weight *= LOOP_DECAY;
      }
    }
  }
}
