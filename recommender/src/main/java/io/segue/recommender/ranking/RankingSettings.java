package io.segue.recommender.ranking;

import io.segue.recommender.retrieval.NeighbourSettings;
import io.segue.recommender.retrieval.Ranges;
import io.segue.recommender.retrieval.RuleSettings;
import java.util.List;

/**
 * What the search for a good configuration decides on before anything is learnt.
 *
 * @param neighbours one source of neighbouring sessions for each
 * @param rules how sequence rules are read
 * @param playlistMax how many of a playlist's latest tracks are read at all
 * @param shortlist how many candidates are described and ranked at most
 */
public record RankingSettings(
    List<NeighbourSettings> neighbours, RuleSettings rules, int playlistMax, int shortlist) {

  /** The greatest number of sources of neighbouring sessions. */
  public static final int NEIGHBOURS_MAX = 16;

  /** The longest playlist that is ever read. */
  public static final int PLAYLIST_MAX = 100_000;

  /** The longest shortlist: every cascade keeps room for the features of so many candidates. */
  public static final int SHORTLIST_MAX = 10_000;

  /**
   * Copies the list and checks the ranges.
   *
   * @throws IllegalArgumentException naming the first that is wrong
   */
  public RankingSettings {
    neighbours = List.copyOf(neighbours);
    Ranges.between("the number of neighbours' settings", neighbours.size(), 0, NEIGHBOURS_MAX);
    Ranges.between("playlistMax", playlistMax, 1, PLAYLIST_MAX);
    Ranges.between("shortlist", shortlist, 1, SHORTLIST_MAX);
  }

  /** The same with another length of the shortlist. */
  public RankingSettings withShortlist(int other) {
    return new RankingSettings(neighbours, rules, playlistMax, other);
  }
}
