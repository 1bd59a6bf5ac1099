package io.segue.recommender.ranking;

import io.segue.recommender.retrieval.NextTrackModel;
import io.segue.recommender.sessions.SessionIndex;
import io.segue.recommender.vectors.VectorTable;
import java.util.List;

/**
 * Everything that retrieval and ranking know. Immutable; shared by all threads, each of which asks
 * through a {@link Cascade} of its own.
 */
public final class RankingModel {

  private final SessionIndex index;
  private final RankingSettings settings;
  private final NextTrackModel nextTrack;
  private final VectorTable directions;
  private final float[] shortlistWeights;
  private final Ranker ranker;

  /**
   * A model of its parts.
   *
   * @param shortlistWeights one for each column of the candidate table
   * @throws IllegalArgumentException when there is not one next-track vector for each track, or the
   *     ranker looks at features that there are not
   */
  public RankingModel(
      SessionIndex index,
      RankingSettings settings,
      NextTrackModel nextTrack,
      float[] shortlistWeights,
      Ranker ranker) {
    if (nextTrack.inputs().rows() != index.tracks()) {
      throw new IllegalArgumentException(
          "%d tracks have %d next-track vectors"
              .formatted(index.tracks(), nextTrack.inputs().rows()));
    }
    this.index = index;
    this.settings = settings;
    this.nextTrack = nextTrack;
    this.directions = nextTrack.outputs().normalised();
    this.shortlistWeights = shortlistWeights;
    this.ranker = ranker;
    List<String> columns = newFinder().columns();
    int features = new CandidateFeatures(index, columns).names().size();
    if (shortlistWeights.length != columns.size() || ranker.features() > features) {
      throw new IllegalArgumentException(
          "%d columns and %d features do not suit %d weights and a ranker of %d features"
              .formatted(columns.size(), features, shortlistWeights.length, ranker.features()));
    }
  }

  /** The sessions that answers come from. */
  public SessionIndex index() {
    return index;
  }

  /** How candidates are found. */
  public RankingSettings settings() {
    return settings;
  }

  /** The vectors that tell the next track. */
  public NextTrackModel nextTrack() {
    return nextTrack;
  }

  /** The weights of the shortlist, not a copy. */
  public float[] shortlistWeights() {
    return shortlistWeights;
  }

  /** What puts the shortlist in order. */
  public Ranker ranker() {
    return ranker;
  }

  /** The names of the features that the ranker sees. */
  public List<String> featureNames() {
    return new CandidateFeatures(index, newFinder().columns()).names();
  }

  /** The names of the columns of the candidate table that settings bring about. */
  public static List<String> columns(
      SessionIndex index, RankingSettings settings, NextTrackModel nextTrack) {
    return new CandidateFinder(index, settings, nextTrack, nextTrack.outputs()).columns();
  }

  /** New working memory to find candidates with. */
  public CandidateFinder newFinder() {
    return new CandidateFinder(index, settings, nextTrack, directions);
  }

  /** New working memory to find and rank with. */
  public Cascade newCascade() {
    CandidateFinder finder = newFinder();
    return new Cascade(
        finder,
        new Shortlist(shortlistWeights, settings.shortlist()),
        new CandidateFeatures(index, finder.columns()),
        ranker);
  }

  /** The same with another ranker. */
  public RankingModel withRanker(Ranker other) {
    return new RankingModel(index, settings, nextTrack, shortlistWeights, other);
  }

  /** The same with other settings, which must bring about the same columns, and another ranker. */
  public RankingModel with(RankingSettings otherSettings, Ranker otherRanker) {
    return new RankingModel(index, otherSettings, nextTrack, shortlistWeights, otherRanker);
  }

  /** The same with other weights for the shortlist. */
  public RankingModel withShortlistWeights(float[] other) {
    return new RankingModel(index, settings, nextTrack, other, ranker);
  }
}
