package io.segue.recommender.ranking;

import io.segue.recommender.retrieval.NeighbourSettings;
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

  /** Copies the list. */
  public RankingSettings {
    neighbours = List.copyOf(neighbours);
  }

  /** The same with another length of the shortlist. */
  public RankingSettings withShortlist(int other) {
    return new RankingSettings(neighbours, rules, playlistMax, other);
  }
}
