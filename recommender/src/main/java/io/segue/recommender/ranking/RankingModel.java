package io.segue.recommender.ranking;

import io.segue.recommender.sessions.SessionIndex;
import java.util.List;

/**
 * Everything that retrieval and ranking know. Immutable; shared by all threads, each of which asks
 * through a {@link Cascade} of its own.
 */
public final class RankingModel {

  private final RankingParts parts;
  private final RankingSettings settings;
  private final Derived derived;
  private final float[] shortlistWeights;
  private final Ranker ranker;

  /**
   * A model of its parts.
   *
   * @param shortlistWeights one for each column of the candidate table
   * @throws IllegalArgumentException when there are not as many weights as columns, or the ranker
   *     looks at features that there are not
   */
  public RankingModel(
      RankingParts parts, RankingSettings settings, float[] shortlistWeights, Ranker ranker) {
    this(parts, settings, Derived.of(parts, settings), shortlistWeights, ranker);
  }

  private RankingModel(
      RankingParts parts,
      RankingSettings settings,
      Derived derived,
      float[] shortlistWeights,
      Ranker ranker) {
    this.parts = parts;
    this.settings = settings;
    this.derived = derived;
    this.shortlistWeights = shortlistWeights;
    this.ranker = ranker;
    List<String> columns = newFinder().columns();
    int features = new CandidateFeatures(index(), columns).names().size();
    if (shortlistWeights.length != columns.size() || ranker.features() > features) {
      throw new IllegalArgumentException(
          "%d columns and %d features do not suit %d weights and a ranker of %d features"
              .formatted(columns.size(), features, shortlistWeights.length, ranker.features()));
    }
  }

  /** A model that has learnt nothing yet: its shortlist and its ranker prefer no candidate. */
  public static RankingModel untrained(RankingParts parts, RankingSettings settings) {
    Derived derived = Derived.of(parts, settings);
    int columns = new CandidateFinder(parts, derived, settings).columns().size();
    return new RankingModel(
        parts, settings, derived, new float[columns], new LinearRanker(new float[0]));
  }

  /** What candidates are found in. */
  public RankingParts parts() {
    return parts;
  }

  /** The sessions that answers come from. */
  public SessionIndex index() {
    return parts.index();
  }

  /** How candidates are found. */
  public RankingSettings settings() {
    return settings;
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
    return new CandidateFeatures(index(), newFinder().columns()).names();
  }

  /** New working memory to find candidates with. */
  public CandidateFinder newFinder() {
    return new CandidateFinder(parts, derived, settings);
  }

  /** New working memory to find and rank with. */
  public Cascade newCascade() {
    CandidateFinder finder = newFinder();
    return new Cascade(
        finder,
        new Shortlist(shortlistWeights, settings.shortlist()),
        new CandidateFeatures(index(), finder.columns()),
        ranker);
  }

  /** The same with another ranker. */
  public RankingModel withRanker(Ranker other) {
    return new RankingModel(parts, settings, derived, shortlistWeights, other);
  }

  /** The same with other settings, which must bring about the same columns, and another ranker. */
  public RankingModel with(RankingSettings otherSettings, Ranker otherRanker) {
    return new RankingModel(
        parts,
        otherSettings,
        derived.with(parts, settings, otherSettings),
        shortlistWeights,
        otherRanker);
  }

  /** The same with other weights for the shortlist. */
  public RankingModel withShortlistWeights(float[] other) {
    return new RankingModel(parts, settings, derived, other, ranker);
  }
}
