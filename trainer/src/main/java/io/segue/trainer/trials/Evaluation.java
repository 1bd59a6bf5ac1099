package io.segue.trainer.trials;

import io.segue.recommender.Recommendation;
import io.segue.recommender.RecommendationRequest;
import io.segue.recommender.Recommender;
import io.segue.recommender.Vocabulary;
import io.segue.recommender.vectors.VectorTable;
import io.segue.trainer.embedding.Corpus;
import io.segue.trainer.embedding.Embedding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks for the last track of each playlist, given those before it. There are two ways to ask, and
 * their figures are not to be mixed:
 *
 * <ul>
 *   <li>{@linkplain #nextToLast by the tutorial's protocol}, for comparing embeddings with each
 *       other and with published figures: only the last known track is the query, the list is the
 *       exact {@value Metrics#K} nearest by cosine, tracks of the playlist stay in it. A question
 *       about a track without a vector counts as missed (the tutorial draws tracks at random then,
 *       which comes to the same);
 *   <li>{@linkplain #served as served}, for what users get: the recommender with its query
 *       settings, its index, its fall-backs, and without the tracks that the playlist already has.
 * </ul>
 */
public final class Evaluation {

  private Evaluation() {}

  /**
   * By the tutorial's protocol.
   *
   * @param playlists each of two tracks or more
   */
  public static Metrics nextToLast(Embedding embedding, Corpus playlists, int threads)
      throws InterruptedException {
    VectorTable vectors = embedding.vectors().normalised();
    int[] rowOf = rows(embedding);
    int[] queries = new int[playlists.size()];
    int[] answers = new int[playlists.size()];
    int[] questionOf = new int[playlists.size()];
    int asked = 0;
    for (int p = 0; p < playlists.size(); p++) {
      int last = playlists.offsets()[p + 1] - 1;
      int query = row(rowOf, playlists.tokens()[last - 1]);
      int answer = row(rowOf, playlists.tokens()[last]);
      if (query >= 0 && answer >= 0 && query != answer) {
        queries[asked] = query;
        answers[asked] = answer;
        questionOf[asked++] = p;
      }
    }
    int[] found =
        ExactRanks.of(
            vectors, Arrays.copyOf(queries, asked), Arrays.copyOf(answers, asked), threads);
    int[] ranks = new int[playlists.size()];
    Arrays.fill(ranks, -1);
    for (int i = 0; i < asked; i++) {
      ranks[questionOf[i]] = found[i];
    }
    return Metrics.of(ranks);
  }

  private static int[] rows(Embedding embedding) {
    int trackMax = Arrays.stream(embedding.tracks()).max().orElse(-1);
    int[] rowOf = new int[trackMax + 1];
    Arrays.fill(rowOf, -1);
    for (int row = 0; row < embedding.vectors().rows(); row++) {
      rowOf[embedding.tracks()[row]] = row;
    }
    return rowOf;
  }

  private static int row(int[] rowOf, int track) {
    return track < rowOf.length ? rowOf[track] : -1;
  }

  /**
   * As served.
   *
   * @param tracks the ids of the playlists' tracks
   * @param playlistsMax how many playlists are asked about at most; the first ones
   */
  public static Metrics served(
      Recommender recommender, Vocabulary tracks, Corpus playlists, int playlistsMax, int threads)
      throws InterruptedException {
    int[] ranks = new int[Math.min(playlistsMax, playlists.size())];
    AtomicInteger next = new AtomicInteger();
    Workers.run(
        threads,
        worker -> {
          for (int p = next.getAndIncrement(); p < ranks.length; p = next.getAndIncrement()) {
            ranks[p] = servedRank(recommender, tracks, playlists, p);
          }
        });
    return Metrics.of(ranks);
  }

  private static int servedRank(
      Recommender recommender, Vocabulary tracks, Corpus playlists, int playlist) {
    int last = playlists.offsets()[playlist + 1] - 1;
    List<String> before = new ArrayList<>();
    for (int i = playlists.offsets()[playlist]; i < last; i++) {
      before.add(tracks.id(playlists.tokens()[i]));
    }
    String answer = tracks.id(playlists.tokens()[last]);
    List<Recommendation> list = recommender.recommend(RecommendationRequest.of(before, Metrics.K));
    for (int rank = 0; rank < list.size(); rank++) {
      if (list.get(rank).trackId().equals(answer)) {
        return rank;
      }
    }
    return -1;
  }
}
