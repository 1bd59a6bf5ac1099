package io.segue.recommender.retrieval;

import io.segue.recommender.neighbours.HnswIndex;
import io.segue.recommender.neighbours.Neighbours;
import io.segue.recommender.vectors.VectorMath;
import java.util.Arrays;
import java.util.List;

/**
 * The nearest neighbours of the query vector, which is the mean of the latest tracks' vectors,
 * decayed by age. One column: the cosine, where it is above 0.
 */
public final class NearestTracks implements CandidateSource {

  private static final float DECAY = 0.7f;
  private static final int LAST_TRACKS = 5;

  private final TrackVectors vectors;
  private final HnswIndex index;
  private final int tracksMax;
  private final float[] queryVector;

  /**
   * A source; made once a thread.
   *
   * @param tracksMax how many tracks are proposed
   */
  public NearestTracks(TrackVectors vectors, int tracksMax) {
    this.vectors = vectors;
    this.index = new HnswIndex(vectors.vectors(), vectors.graph(), tracksMax);
    this.tracksMax = tracksMax;
    this.queryVector = new float[vectors.vectors().stride()];
  }

  @Override
  public List<String> columns() {
    return List.of("nearest");
  }

  @Override
  public void propose(Query query, CandidateTable table, int firstColumn) {
    if (!encode(query)) {
      return;
    }
    Neighbours nearest = index.search(queryVector, tracksMax, row -> true);
    for (int i = 0; i < nearest.size(); i++) {
      int slot = table.slot(nearest.rows()[i]);
      table.set(firstColumn, slot, Math.max(0, nearest.scores()[i]));
    }
  }

  /** Makes the query vector; false when none of the latest tracks has a vector. */
  private boolean encode(Query query) {
    Arrays.fill(queryVector, 0);
    boolean any = false;
    float weight = 1;
    int last = Math.min(query.size(), LAST_TRACKS);
    for (int age = 0; age < last; age++) {
      int track = query.track(age);
      if (track < vectors.vectors().rows()) {
        VectorMath.addScaled(
            queryVector,
            0,
            vectors.vectors().values(),
            vectors.vectors().offset(track),
            weight,
            queryVector.length);
        any = true;
      }
      weight *= DECAY;
    }
    VectorMath.normalise(queryVector, 0, queryVector.length);
    return any;
  }
}
