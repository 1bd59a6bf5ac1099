package io.segue.recommender.ranking;

import io.segue.recommender.retrieval.CandidateTable;
import io.segue.recommender.retrieval.IntSlots;
import io.segue.recommender.retrieval.Query;
import io.segue.recommender.sessions.SessionIndex;
import java.util.ArrayList;
import java.util.List;

/**
 * Describes candidates to a ranker.
 *
 * <p>For each column of the candidate table: the score, and its share of the column's sum. Then the
 * candidate's popularity and what the playlist says about it, and what is the same for all
 * candidates of a query, by which a ranker tells kinds of queries apart. No identities, and nothing
 * that tells when a track was popular: those would memorise the period that the ranker was trained
 * on.
 *
 * <p>Immutable and thread-safe.
 */
public final class CandidateFeatures {

  private static final List<String> OF_CANDIDATE =
      List.of("popularity", "popularity-ratio", "own-age", "own-count", "own-place");
  private static final List<String> OF_QUERY =
      List.of(
          "playlist-size",
          "playlist-distinct",
          "playlist-repeats",
          "latest-popularity",
          "latest-count",
          "second-popularity",
          "candidates");

  private final SessionIndex index;
  private final int columns;
  private final List<String> names;

  /** A description of candidates with the given columns. */
  public CandidateFeatures(SessionIndex index, List<String> columnNames) {
    this.index = index;
    this.columns = columnNames.size();
    List<String> names = new ArrayList<>();
    names.addAll(columnNames);
    columnNames.forEach(name -> names.add(name + "-share"));
    names.addAll(OF_CANDIDATE);
    names.addAll(OF_QUERY);
    this.names = List.copyOf(names);
  }

  /** The names of the features, in order. */
  public List<String> names() {
    return names;
  }

  /** Fills rows 0 to {@code rows} - 1 with the features of the candidates in the given slots. */
  public void describe(
      Query query, CandidateTable table, int[] slots, int rows, FeatureTable features) {
    float[] sums = new float[columns];
    table.sums(sums);
    for (int c = 0; c < columns; c++) {
      float[] scores = table.column(c);
      float shareScale = sums[c] > 0 ? 1 / sums[c] : 0;
      for (int row = 0; row < rows; row++) {
        float score = scores[slots[row]];
        features.set(c, row, score);
        features.set(columns + c, row, score * shareScale);
      }
    }
    describeCandidates(query, table, slots, rows, features);
    describeQuery(query, table, rows, features);
  }

  private void describeCandidates(
      Query query, CandidateTable table, int[] slots, int rows, FeatureTable features) {
    int f = 2 * columns;
    int latest = query.size() == 0 ? 0 : index.count(query.track(0));
    for (int row = 0; row < rows; row++) {
      int track = table.track(slots[row]);
      int own = query.find(track);
      features.set(f, row, (float) Math.log1p(index.count(track)));
      features.set(f + 1, row, (float) (index.count(track) + 1) / (latest + 1));
      features.set(f + 2, row, own == IntSlots.NONE ? -1 : query.distinctAge(own));
      features.set(f + 3, row, own == IntSlots.NONE ? 0 : query.distinctCount(own));
      features.set(f + 4, row, own == IntSlots.NONE ? -1 : own);
    }
  }

  private void describeQuery(Query query, CandidateTable table, int rows, FeatureTable features) {
    int f = 2 * columns + OF_CANDIDATE.size();
    int size = query.size();
    int distinct = query.distinctSize();
    features.fill(f, rows, size);
    features.fill(f + 1, rows, distinct);
    features.fill(f + 2, rows, (float) (size - distinct) / Math.max(1, size));
    features.fill(f + 3, rows, size == 0 ? 0 : logCount(query.track(0)));
    features.fill(f + 4, rows, size == 0 ? 0 : query.distinctCount(0));
    features.fill(f + 5, rows, distinct < 2 ? 0 : logCount(query.distinctTrack(1)));
    features.fill(f + 6, rows, table.size());
  }

  private float logCount(int track) {
    return (float) Math.log1p(index.count(track));
  }
}
