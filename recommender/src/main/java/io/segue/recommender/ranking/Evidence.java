package io.segue.recommender.ranking;

import io.segue.recommender.retrieval.CandidateTable;
import io.segue.recommender.retrieval.IntSlots;
import io.segue.recommender.retrieval.LiveEvidence;
import io.segue.recommender.retrieval.Query;
import java.util.Arrays;
import java.util.List;

/**
 * What speaks for candidates: how much each source, and each track of the playlist, contributes to
 * their shortlist scores.
 *
 * <p>A source contributes what its columns that weigh more than 0 add to the score. A track
 * contributes what the score loses when the playlist is asked about without it, which is how
 * explanations by occlusion work: it holds for any source, at the price of finding the candidates
 * once more for every track that is asked about.
 *
 * @param sources the names of the sources
 * @param sourceShares for each candidate, the share of each source; they add up to 1
 * @param tracks the playlist's tracks that were asked about, newest first
 * @param trackShares for each candidate, the share of each of these tracks; they add up to 1, or
 *     are all 0 when there are no tracks
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record Evidence(
    List<String> sources, double[][] sourceShares, int[] tracks, double[][] trackShares) {

  /**
   * Collects.
   *
   * @param cascade whose working memory is used; what it ranked is forgotten
   * @param playlist the playlist, as in {@link CandidateFinder#find}
   * @param live what is taken into account besides the model
   * @param candidates the tracks that are asked about; what is no candidate has equal shares
   * @param tracksMax about how many of the playlist's latest different tracks is asked
   */
  public static Evidence of(
      Cascade cascade, int[] playlist, LiveEvidence live, int[] candidates, int tracksMax) {
    return new Collector(cascade, live, candidates).collect(playlist, tracksMax);
  }

  /** The work of one {@link #of}. */
  private static final class Collector {

    private final CandidateFinder finder;
    private final LiveEvidence live;
    private final float[] weights;
    private final int[] candidates;
    private final List<String> names;
    private final float[] scales;

    Collector(Cascade cascade, LiveEvidence live, int[] candidates) {
      this.live = live;
      this.finder = cascade.finder();
      this.weights = cascade.shortlistWeights();
      this.candidates = candidates;
      this.names = finder.columnSources().stream().distinct().toList();
      this.scales = new float[weights.length];
    }

    Evidence collect(int[] playlist, int tracksMax) {
      finder.find(playlist, 0, playlist.length, live);
      CandidateTable table = finder.table();
      for (int column = 0; column < scales.length; column++) {
        scales[column] = Shortlist.scale(table.column(column), table.size());
      }
      double[][] whole = parts();
      double[][] sourceShares = new double[candidates.length][names.size()];
      for (int i = 0; i < candidates.length; i++) {
        for (int column = 0; column < scales.length; column++) {
          sourceShares[i][names.indexOf(finder.columnSources().get(column))] += whole[i][column];
        }
        toShares(sourceShares[i]);
      }
      int[] tracks = latest(finder.query(), tracksMax);
      double[][] trackShares = new double[candidates.length][tracks.length];
      for (int t = 0; t < tracks.length; t++) {
        int left = tracks[t];
        finder.find(
            Arrays.stream(playlist).map(n -> n == left ? -1 : n).toArray(),
            0,
            playlist.length,
            live);
        double[][] without = parts();
        for (int i = 0; i < candidates.length; i++) {
          for (int column = 0; column < scales.length; column++) {
            trackShares[i][t] += Math.max(0, whole[i][column] - without[i][column]);
          }
        }
      }
      for (double[] shares : trackShares) {
        toShares(shares);
      }
      return new Evidence(names, sourceShares, tracks, trackShares);
    }

    /** What each column adds to the score of each candidate, in terms of the whole playlist. */
    private double[][] parts() {
      CandidateTable table = finder.table();
      double[][] parts = new double[candidates.length][scales.length];
      for (int i = 0; i < candidates.length; i++) {
        int slot = table.find(candidates[i]);
        for (int column = 0; slot != IntSlots.NONE && column < scales.length; column++) {
          parts[i][column] =
              Math.max(0, weights[column])
                  * Shortlist.relative(table.score(column, slot), scales[column]);
        }
      }
      return parts;
    }

    private static int[] latest(Query query, int tracksMax) {
      int[] tracks = new int[Math.min(tracksMax, query.distinctSize())];
      Arrays.setAll(tracks, query::distinctTrack);
      return tracks;
    }

    private static void toShares(double[] parts) {
      double sum = Arrays.stream(parts).sum();
      for (int i = 0; i < parts.length; i++) {
        parts[i] = sum > 0 ? parts[i] / sum : 1.0 / parts.length;
      }
    }
  }
}
