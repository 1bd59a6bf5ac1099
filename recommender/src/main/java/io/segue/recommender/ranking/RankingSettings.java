package io.segue.recommender.ranking;

import io.segue.recommender.retrieval.NeighbourSettings;
import io.segue.recommender.retrieval.Ranges;
import io.segue.recommender.retrieval.RuleSettings;
import java.util.List;

/**
 * What the search for a good configuration decides on before anything is learnt. Each source can be
 * switched off.
 *
 * @param ownTracks whether the playlist's own tracks are a source
 * @param neighbours one source of neighbouring sessions for each
 * @param rules one source of sequence rules for each
 * @param sameArtist how many of the most popular tracks of each of the playlist's artists are
 *     proposed; 0 for none
 * @param nearest how many nearest neighbours of the query vector are proposed; 0 for none
 * @param popular how many of the most popular tracks are proposed; 0 for none
 * @param playlistMax how many of a playlist's latest tracks are read at all
 * @param shortlist how many candidates are described and ranked at most
 */
public record RankingSettings(
    boolean ownTracks,
    List<NeighbourSettings> neighbours,
    List<RuleSettings> rules,
    int sameArtist,
    int nearest,
    int popular,
    int playlistMax,
    int shortlist) {

  /** The greatest number of sources of one kind. */
  public static final int SOURCES_MAX = 16;

  /** The greatest number of tracks that one source proposes where it is told how many. */
  public static final int PROPOSED_MAX = 10_000;

  /** The longest playlist that is ever read. */
  public static final int PLAYLIST_MAX = 100_000;

  /** The longest shortlist: every cascade keeps room for the features of so many candidates. */
  public static final int SHORTLIST_MAX = 10_000;

  /**
   * Copies the lists and checks the ranges.
   *
   * @throws IllegalArgumentException naming the first that is wrong
   */
  public RankingSettings {
    neighbours = List.copyOf(neighbours);
    rules = List.copyOf(rules);
    Ranges.between("the number of neighbours' settings", neighbours.size(), 0, SOURCES_MAX);
    Ranges.between("the number of rules' settings", rules.size(), 0, SOURCES_MAX);
    Ranges.between("sameArtist", sameArtist, 0, PROPOSED_MAX);
    Ranges.between("nearest", nearest, 0, PROPOSED_MAX);
    Ranges.between("popular", popular, 0, PROPOSED_MAX);
    Ranges.between("playlistMax", playlistMax, 1, PLAYLIST_MAX);
    Ranges.between("shortlist", shortlist, 1, SHORTLIST_MAX);
  }

  /** The playlist's own tracks, neighbouring sessions and rules, and no other source. */
  public static RankingSettings of(
      List<NeighbourSettings> neighbours,
      List<RuleSettings> rules,
      int playlistMax,
      int shortlist) {
    return new RankingSettings(true, neighbours, rules, 0, 0, 0, playlistMax, shortlist);
  }

  /** The same with the playlist's own tracks as a source, or without. */
  public RankingSettings withOwnTracks(boolean other) {
    return new RankingSettings(
        other, neighbours, rules, sameArtist, nearest, popular, playlistMax, shortlist);
  }

  /** The same with other sources of neighbouring sessions. */
  public RankingSettings withNeighbours(List<NeighbourSettings> other) {
    return new RankingSettings(
        ownTracks, other, rules, sameArtist, nearest, popular, playlistMax, shortlist);
  }

  /** The same with other sources of rules. */
  public RankingSettings withRules(List<RuleSettings> other) {
    return new RankingSettings(
        ownTracks, neighbours, other, sameArtist, nearest, popular, playlistMax, shortlist);
  }

  /** The same with another number of tracks by the same artist. */
  public RankingSettings withSameArtist(int other) {
    return new RankingSettings(
        ownTracks, neighbours, rules, other, nearest, popular, playlistMax, shortlist);
  }

  /** The same with another number of nearest neighbours. */
  public RankingSettings withNearest(int other) {
    return new RankingSettings(
        ownTracks, neighbours, rules, sameArtist, other, popular, playlistMax, shortlist);
  }

  /** The same with another number of popular tracks. */
  public RankingSettings withPopular(int other) {
    return new RankingSettings(
        ownTracks, neighbours, rules, sameArtist, nearest, other, playlistMax, shortlist);
  }

  /** The same with another length of the shortlist. */
  public RankingSettings withShortlist(int other) {
    return new RankingSettings(
        ownTracks, neighbours, rules, sameArtist, nearest, popular, playlistMax, other);
  }
}
