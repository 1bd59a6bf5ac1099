package io.segue.recommender;

import io.segue.recommender.live.LiveSegment;
import io.segue.recommender.neighbours.Neighbours;
import io.segue.recommender.neighbours.RowFilter;
import io.segue.recommender.retrieval.ArtistTracks;
import io.segue.recommender.retrieval.LiveEvidence;
import io.segue.recommender.vectors.VectorMath;
import org.jspecify.annotations.Nullable;

/**
 * What a model, the live segment and the catalogue together know of tracks and artists: numbers for
 * ids and the other way round, and who stands in for what is not known. Made for one request, which
 * so sees one segment from its beginning to its end. Thread-safe.
 */
final class Catalogue {

  private final Model model;
  private final TrackArtists trackArtists;
  private final ArtistTracks artistTracks;
  private final @Nullable LiveSegment live;

  /**
   * @param artistTracks the model's
   * @param live a segment of this model, null for none
   */
  Catalogue(
      Model model,
      TrackArtists trackArtists,
      ArtistTracks artistTracks,
      @Nullable LiveSegment live) {
    this.model = model;
    this.trackArtists = trackArtists;
    this.artistTracks = artistTracks;
    this.live = live;
  }

  Model model() {
    return model;
  }

  /** What was learnt since the model was trained. */
  LiveEvidence live() {
    return live == null ? LiveEvidence.NONE : live;
  }

  /**
   * The number of a track, which is not below the model's number of tracks if it is fresh; or -1.
   */
  int number(String trackId) {
    return live == null ? model.tracks().indexOf(trackId) : live.number(trackId);
  }

  /** The id of a track, by its number. */
  String id(int track) {
    return isFresh(track) ? fresh().idOf(track) : model.tracks().id(track);
  }

  /** Whether the model does not know a track. */
  boolean isFresh(int track) {
    return track >= model.tracks().size();
  }

  /** The number of a track's artist by the track's number, or -1. */
  int artistOf(int track) {
    return isFresh(track) ? fresh().artistOf(track) : model.artistOf()[track];
  }

  /** What the artist of a track is called, by the track's number; null when that is not known. */
  @Nullable String artistName(int track) {
    int artist = artistOf(track);
    return artist >= 0 ? model.artists().id(artist) : trackArtists.artistOf(id(track));
  }

  /** The inner product of a track's vector and another; 0 if the track has none. */
  double dot(int track, float[] vector) {
    if (!isFresh(track)) {
      return model.hasVector(track) ? model.vectors().dot(track, vector) : 0;
    }
    float[] own = fresh().vectorOf(track);
    return own == null ? 0 : VectorMath.dot(own, 0, vector, 0, vector.length);
  }

  /** The vector of a fresh track, of length 1; null for other tracks, and if it has none. */
  float @Nullable [] freshVector(int track) {
    return isFresh(track) ? fresh().vectorOf(track) : null;
  }

  /** The fresh tracks that are nearest to a vector; none without a segment. */
  Neighbours nearestFresh(float[] query, int k, RowFilter filter) {
    return live == null ? new Neighbours(new int[0], new float[0]) : live.search(query, k, filter);
  }

  private LiveSegment fresh() {
    if (live == null) {
      throw new IllegalStateException("a number above the model's tracks without a live segment");
    }
    return live;
  }

  ArtistTracks artistTracks() {
    return artistTracks;
  }

  /** Whether the model or the catalogue knows anything about a track. */
  boolean knows(String trackId) {
    return number(trackId) >= 0 || trackArtists.artistOf(trackId) != null;
  }

  /** The number of a track's artist, or -1. */
  int artistOf(String trackId) {
    int track = number(trackId);
    if (track >= 0 && artistOf(track) >= 0) {
      return artistOf(track);
    }
    if (track >= 0 && !isFresh(track)) {
      return -1;
    }
    @Nullable String artist = trackArtists.artistOf(trackId);
    return artist == null ? -1 : model.artists().indexOf(artist);
  }

  /**
   * A basis in numbers, oldest first: its artists' stand-ins, then its tracks. What has no number
   * is -1; but if it is among the latest tracks, the most popular one of its artist stands in for
   * it.
   */
  int[] numbers(Basis basis) {
    int[] numbers = new int[basis.artists().size() + basis.trackIds().size()];
    int size = 0;
    for (String artist : basis.artists()) {
      numbers[size++] = standIn(model.artists().indexOf(artist));
    }
    int latest = basis.trackIds().size() - model.query().lastTracks();
    for (int i = 0; i < basis.trackIds().size(); i++) {
      String trackId = basis.trackIds().get(i);
      int track = number(trackId);
      numbers[size++] = saysSomething(track) || i < latest ? track : standIn(artistOf(trackId));
    }
    return numbers;
  }

  /** Whether the sources find anything by a track: fresh ones need companions. */
  private boolean saysSomething(int track) {
    return track >= 0 && (!isFresh(track) || live().companions(track).length > 0);
  }

  private int standIn(int artist) {
    return artist >= 0 && artistTracks.count(artist) > 0 ? artistTracks.track(artist, 0) : -1;
  }
}
