package io.segue.trainer.trials;

import io.segue.recommender.vectors.VectorMath;
import io.segue.recommender.vectors.VectorTable;
import io.segue.trainer.embedding.Corpus;
import io.segue.trainer.embedding.Embedding;
import io.segue.trainer.space.QueryChoice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Tries query-time settings on a trained embedding.
 *
 * <p>Asked is for the last track of a playlist, given those before it, as when serving: the query
 * is the weighted sum of the last tracks, and the playlist's own tracks are left out of the list,
 * so that an answer which the playlist already had counts as missed. The list itself is that of an
 * exact scan: how widely a graph must be searched to come as far is another question.
 */
final class QueryEvaluation {

  /** As many playlists are asked about at most: enough to tell settings apart. */
  static final int PLAYLISTS_MAX = 1_000;

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int TILE = 4;

  private final VectorTable vectors;
  private final Corpus playlists;
  private final int[] rowOf;

  private QueryEvaluation(VectorTable vectors, int[] rowOf, Corpus playlists) {
    this.vectors = vectors;
    this.rowOf = rowOf;
    this.playlists = playlists;
  }

  /**
   * What each of the choices scores, in their order.
   *
   * @param playlists of two tracks or more; the first {@value #PLAYLISTS_MAX} are asked about
   */
  static List<TunedQuery> all(
      Embedding embedding, List<QueryChoice> choices, Corpus playlists, int threads)
      throws InterruptedException {
    QueryEvaluation evaluation =
        new QueryEvaluation(embedding.vectors().normalised(), rows(embedding), playlists);
    List<TunedQuery> tuned = new ArrayList<>();
    for (QueryChoice choice : choices) {
      tuned.add(new TunedQuery(choice, evaluation.metrics(choice, threads)));
    }
    return tuned;
  }

  /** The best by hit rate, then by MRR; of equals the first; null of none. */
  static @Nullable TunedQuery best(List<TunedQuery> queries) {
    @Nullable TunedQuery best = null;
    for (TunedQuery query : queries) {
      if (best == null || isBetter(query.metrics(), best.metrics())) {
        best = query;
      }
    }
    return best;
  }

  private static boolean isBetter(Metrics one, Metrics other) {
    int byHitRate = Double.compare(one.hitRate(), other.hitRate());
    return byHitRate > 0 || (byHitRate == 0 && one.mrr() > other.mrr());
  }

  private static int[] rows(Embedding embedding) {
    int[] rowOf = new int[Arrays.stream(embedding.tracks()).max().orElse(-1) + 1];
    Arrays.fill(rowOf, -1);
    for (int row = 0; row < embedding.vectors().rows(); row++) {
      rowOf[embedding.tracks()[row]] = row;
    }
    return rowOf;
  }

  /** Something to ask: where its vector lies among the queries, and whose answer it is. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Question(int playlist, int answer, int[] own) {}

  private Metrics metrics(QueryChoice choice, int threads) throws InterruptedException {
    int asked = Math.min(PLAYLISTS_MAX, playlists.size());
    int[] ranks = new int[asked];
    Arrays.fill(ranks, -1);
    List<Question> questions = new ArrayList<>();
    VectorTable queries = new VectorTable(asked, vectors.dimension());
    for (int playlist = 0; playlist < asked; playlist++) {
      Question question = question(playlist);
      if (question != null && addQuery(playlist, choice, queries, questions.size())) {
        questions.add(question);
      }
    }
    AtomicInteger next = new AtomicInteger();
    Workers.run(
        threads,
        worker -> {
          int from = next.getAndAdd(TILE);
          while (from < questions.size()) {
            rank(queries, questions, from, ranks);
            from = next.getAndAdd(TILE);
          }
        });
    return Metrics.of(ranks);
  }

  /** Null when the answer cannot be found: without a vector, or in the playlist already. */
  private @Nullable Question question(int playlist) {
    int first = playlists.offsets()[playlist];
    int last = playlists.offsets()[playlist + 1] - 1;
    int answer = row(playlists.tokens()[last]);
    int[] own =
        Arrays.stream(playlists.tokens(), first, last)
            .map(this::row)
            .filter(row -> row >= 0)
            .distinct()
            .toArray();
    boolean findable = answer >= 0 && Arrays.stream(own).noneMatch(row -> row == answer);
    return findable ? new Question(playlist, answer, own) : null;
  }

  private int row(int track) {
    return track < rowOf.length ? rowOf[track] : -1;
  }

  /** Returns false when none of the last tracks has a vector. */
  private boolean addQuery(int playlist, QueryChoice choice, VectorTable queries, int at) {
    int last = playlists.offsets()[playlist + 1] - 1;
    int oldest = Math.max(playlists.offsets()[playlist], last - choice.lastTracks());
    float weight = 1;
    boolean any = false;
    for (int i = last - 1; i >= oldest; i--) {
      int row = row(playlists.tokens()[i]);
      if (row >= 0) {
        any = true;
        VectorMath.addScaled(
            queries.values(),
            queries.offset(at),
            vectors.values(),
            vectors.offset(row),
            weight,
            vectors.stride());
      }
      weight *= choice.decay();
    }
    return any;
  }

  /** Of up to {@value #TILE} questions at once, so that each row is loaded once for all of them. */
  private void rank(VectorTable queries, List<Question> questions, int from, int[] ranks) {
    int count = Math.min(TILE, questions.size() - from);
    float[] limits = new float[TILE];
    int[] offsets = new int[TILE];
    for (int i = 0; i < TILE; i++) {
      // A short last tile asks its last question again, which changes nothing.
      int question = from + Math.min(i, count - 1);
      offsets[i] = queries.offset(question);
      limits[i] = score(queries, question, questions.get(question).answer());
    }
    int[] above = new int[TILE];
    for (int row = 0; row < vectors.rows(); row++) {
      countAbove(queries.values(), offsets, row, limits, above);
    }
    for (int i = 0; i < count; i++) {
      Question question = questions.get(from + i);
      int rank = above[i];
      for (int own : question.own()) {
        rank -= score(queries, from + i, own) > limits[i] ? 1 : 0;
      }
      ranks[question.playlist()] = rank;
    }
  }

  private float score(VectorTable queries, int query, int row) {
    return VectorMath.dot(
        queries.values(),
        queries.offset(query),
        vectors.values(),
        vectors.offset(row),
        vectors.stride());
  }

  private void countAbove(float[] queries, int[] offsets, int row, float[] limits, int[] above) {
    float[] values = vectors.values();
    int at = vectors.offset(row);
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int d = 0; d < vectors.stride(); d += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, values, at + d);
      s0 = FloatVector.fromArray(SPECIES, queries, offsets[0] + d).fma(v, s0);
      s1 = FloatVector.fromArray(SPECIES, queries, offsets[1] + d).fma(v, s1);
      s2 = FloatVector.fromArray(SPECIES, queries, offsets[2] + d).fma(v, s2);
      s3 = FloatVector.fromArray(SPECIES, queries, offsets[3] + d).fma(v, s3);
    }
    above[0] += VectorMath.sumOfLanes(s0) > limits[0] ? 1 : 0;
    above[1] += VectorMath.sumOfLanes(s1) > limits[1] ? 1 : 0;
    above[2] += VectorMath.sumOfLanes(s2) > limits[2] ? 1 : 0;
    above[3] += VectorMath.sumOfLanes(s3) > limits[3] ? 1 : 0;
  }
}
