package io.segue.recommender;

import io.segue.recommender.ordering.Ordering;
import java.util.List;
import java.util.Set;

/**
 * What should play next?
 *
 * @param tracks the playlist so far, oldest first; may be empty
 * @param k how many recommendations are asked for, 1 or more
 * @param repeats whether tracks of the playlist may be recommended again
 * @param excluded what is not to be recommended, whatever else holds
 * @param perArtistMax how many tracks of one artist may be in the answer, 1 or more; {@link
 *     #ANY_NUMBER} for no limit
 * @param contextTracks tracks that tell what is wanted where the playlist does not, oldest first
 * @param contextArtists artists that do
 * @param ordering what the order heeds besides relevance
 * @param explained whether each recommendation is to say why it is there
 */
public record RecommendationRequest(
    List<String> tracks,
    int k,
    boolean repeats,
    Exclusions excluded,
    int perArtistMax,
    List<String> contextTracks,
    List<String> contextArtists,
    Ordering ordering,
    boolean explained) {

  /** No limit to the tracks of one artist. */
  public static final int ANY_NUMBER = Integer.MAX_VALUE;

  /** Copies the collections and checks the ranges. */
  public RecommendationRequest {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, not " + k);
    }
    if (perArtistMax < 1) {
      throw new IllegalArgumentException("perArtistMax must be at least 1, not " + perArtistMax);
    }
    tracks = List.copyOf(tracks);
    contextTracks = List.copyOf(contextTracks);
    contextArtists = List.copyOf(contextArtists);
  }

  /** A request with nothing but tracks and k: no repeats, no exclusions, by relevance alone. */
  public static RecommendationRequest of(List<String> tracks, int k) {
    return builder(tracks, k).build();
  }

  /** A request to be built, beginning with what {@link #of} has. */
  public static Builder builder(List<String> tracks, int k) {
    return new Builder(tracks, k);
  }

  /** Puts a request together. Not thread-safe. */
  public static final class Builder {

    private final List<String> tracks;
    private final int k;
    private boolean repeats;
    private Exclusions excluded = Exclusions.NONE;
    private int perArtistMax = ANY_NUMBER;
    private List<String> contextTracks = List.of();
    private List<String> contextArtists = List.of();
    private Ordering ordering = Ordering.OFF;
    private boolean explained;

    private Builder(List<String> tracks, int k) {
      this.tracks = tracks;
      this.k = k;
    }

    /** Whether tracks of the playlist may be recommended again. */
    public Builder repeats(boolean allowed) {
      repeats = allowed;
      return this;
    }

    /** What is not to be recommended. */
    public Builder excluded(Exclusions exclusions) {
      excluded = exclusions;
      return this;
    }

    /** Which tracks are not to be recommended. */
    public Builder excludedTracks(Set<String> trackIds) {
      return excluded(new Exclusions(trackIds, excluded.artists()));
    }

    /** How many tracks of one artist may be in the answer. */
    public Builder perArtistMax(int max) {
      perArtistMax = max;
      return this;
    }

    /** What tells what is wanted where the playlist does not. */
    public Builder context(List<String> trackIds, List<String> artists) {
      contextTracks = trackIds;
      contextArtists = artists;
      return this;
    }

    /** What the order heeds besides relevance. */
    public Builder ordering(Ordering wanted) {
      ordering = wanted;
      return this;
    }

    /** Whether each recommendation is to say why it is there. */
    public Builder explained(boolean wanted) {
      explained = wanted;
      return this;
    }

    /** The request. */
    public RecommendationRequest build() {
      return new RecommendationRequest(
          tracks,
          k,
          repeats,
          excluded,
          perArtistMax,
          contextTracks,
          contextArtists,
          ordering,
          explained);
    }
  }
}
