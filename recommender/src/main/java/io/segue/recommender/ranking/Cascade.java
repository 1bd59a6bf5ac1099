package io.segue.recommender.ranking;

import io.segue.recommender.retrieval.CandidateTable;
import io.segue.recommender.retrieval.LiveEvidence;
import java.util.Arrays;

/**
 * Retrieval and ranking of one query after the other: candidates are found, the cheap shortlist
 * keeps a few, those are described and ranked. Working memory: belongs to one thread at a time; a
 * {@link RankingModel} makes one for each thread that needs it.
 *
 * <p>The lists it makes are the same online and offline, because there is no other code that makes
 * them.
 */
public final class Cascade {

  private final CandidateFinder finder;
  private final Shortlist shortlist;
  private final CandidateFeatures describer;
  private final FeatureTable features;
  private final Ranker ranker;
  private final float[] scores;
  private final long[] order;
  private int size;

  Cascade(CandidateFinder finder, Shortlist shortlist, CandidateFeatures describer, Ranker ranker) {
    this.finder = finder;
    this.shortlist = shortlist;
    this.describer = describer;
    this.ranker = ranker.forOneThread();
    int rowsMax = shortlist.slots().length;
    this.features = new FeatureTable(describer.names().size(), rowsMax);
    this.scores = new float[rowsMax];
    this.order = new long[rowsMax];
  }

  /**
   * Finds, describes and ranks by the model alone what could follow a playlist, given as in {@link
   * CandidateFinder}.
   */
  public void rank(int[] playlist, int from, int to) {
    rank(playlist, from, to, LiveEvidence.NONE);
  }

  /** Finds, describes and ranks what could follow a playlist. */
  public void rank(int[] playlist, int from, int to, LiveEvidence live) {
    describe(playlist, from, to, live);
    score();
    order();
  }

  /** The first half of {@link #rank}: finds and describes, for those who train a ranker. */
  public void describe(int[] playlist, int from, int to) {
    describe(playlist, from, to, LiveEvidence.NONE);
  }

  private void describe(int[] playlist, int from, int to, LiveEvidence live) {
    finder.find(playlist, from, to, live);
    select();
    describe();
  }

  /** Keeps the best of what was found. */
  void select() {
    shortlist.select(finder.table());
    size = shortlist.size();
  }

  /** Describes what was kept. */
  void describe() {
    describer.describe(finder.query(), finder.table(), shortlist.slots(), size, features);
  }

  /** Scores what was described. */
  void score() {
    ranker.score(features, size, scores);
  }

  /** Puts what was scored in order. */
  void order() {
    for (int row = 0; row < size; row++) {
      order[row] = (long) sortable(scores[row]) << 32 | track(row);
    }
    Arrays.sort(order, 0, size);
  }

  /** How many candidates were kept. */
  public int size() {
    return size;
  }

  /** The track at a place of the ranked list; place 0 is the best. Equal scores: lower number. */
  public int ranked(int place) {
    return (int) order[place];
  }

  /** The score of the track at a place of the ranked list. */
  public float score(int place) {
    return unsorted((int) (order[place] >> 32));
  }

  /**
   * The place of a track in the whole list, which is the ranked one and then the {@link #rest}; -1
   * when it is no candidate, as a negative track never is.
   */
  public int placeOf(int track) {
    if (track < 0) {
      return -1;
    }
    for (int place = 0; place < size; place++) {
      if ((int) order[place] == track) {
        return place;
      }
    }
    int slot = table().find(track);
    if (slot < 0) {
      return -1;
    }
    long own = restOrder(slot);
    int better = 0;
    for (int other = 0; other < table().size(); other++) {
      better += restOrder(other) < own ? 1 : 0;
    }
    for (int row = 0; row < size; row++) {
      better -= restOrder(shortlist.slots()[row]) < own ? 1 : 0;
    }
    return size + better;
  }

  /**
   * The candidates that were not kept, best first by the shortlist's score, lower numbers first
   * where those are equal.
   *
   * @return the tracks; as long as there are such candidates
   */
  public int[] rest() {
    CandidateTable table = table();
    boolean[] kept = new boolean[table.size()];
    for (int row = 0; row < size; row++) {
      kept[shortlist.slots()[row]] = true;
    }
    long[] rest = new long[table.size() - size];
    int count = 0;
    for (int slot = 0; slot < kept.length; slot++) {
      if (!kept[slot]) {
        rest[count++] = restOrder(slot);
      }
    }
    Arrays.sort(rest);
    return Arrays.stream(rest).mapToInt(entry -> (int) entry).toArray();
  }

  /** Ascending in the order of the rest; the lower half is the track. */
  private long restOrder(int slot) {
    return (long) sortable(shortlist.score(slot)) << 32 | table().track(slot);
  }

  /** The shortlist's score of a track that is a candidate. */
  public float shortlistScore(int track) {
    return shortlist.score(table().find(track));
  }

  /** The shortlist's weights, one for each column of the table; not a copy. */
  float[] shortlistWeights() {
    return shortlist.weights();
  }

  /** Finds the candidates, and tells which source brought which of them. */
  CandidateFinder finder() {
    return finder;
  }

  /** The features that were made; row r is that of {@link #track}(r). */
  public FeatureTable features() {
    return features;
  }

  /** The track of a row of the features; rows are in no order. */
  public int track(int row) {
    return table().track(shortlist.slots()[row]);
  }

  /** All candidates, those that were not kept too. */
  public CandidateTable table() {
    return finder.table();
  }

  /** An int that is lower the greater the score is. */
  private static int sortable(float score) {
    int bits = Float.floatToIntBits(score);
    return ~(bits ^ ((bits >> 31) & Integer.MAX_VALUE));
  }

  private static float unsorted(int sortable) {
    int bits = ~sortable;
    return Float.intBitsToFloat(bits ^ ((bits >> 31) & Integer.MAX_VALUE));
  }
}
