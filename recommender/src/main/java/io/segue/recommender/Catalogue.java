package io.segue.recommender;

import io.segue.recommender.retrieval.ArtistTracks;
import org.jspecify.annotations.Nullable;

/**
 * What a model and the catalogue together know of tracks and artists: numbers for ids, and who
 * stands in for what is not known. Immutable and thread-safe.
 */
final class Catalogue {

  private final Model model;
  private final TrackArtists trackArtists;
  private final ArtistTracks artistTracks;

  Catalogue(Model model, TrackArtists trackArtists) {
    this.model = model;
    this.trackArtists = trackArtists;
    this.artistTracks = new ArtistTracks(model.artists().size(), model.artistOf());
  }

  ArtistTracks artistTracks() {
    return artistTracks;
  }

  /** Whether the model or the catalogue knows anything about a track. */
  boolean knows(String trackId) {
    return model.tracks().indexOf(trackId) >= 0 || trackArtists.artistOf(trackId) != null;
  }

  /** The number of a track's artist, or -1. */
  int artistOf(String trackId) {
    int track = model.tracks().indexOf(trackId);
    if (track >= 0) {
      return model.artistOf()[track];
    }
    @Nullable String artist = trackArtists.artistOf(trackId);
    return artist == null ? -1 : model.artists().indexOf(artist);
  }

  /**
   * A basis in numbers, oldest first: its artists' stand-ins, then its tracks. What the model does
   * not know is -1; but if it is among the latest tracks, the most popular one of its artist stands
   * in for it.
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
      int track = model.tracks().indexOf(trackId);
      numbers[size++] = track >= 0 || i < latest ? track : standIn(artistOf(trackId));
    }
    return numbers;
  }

  private int standIn(int artist) {
    return artist >= 0 && artistTracks.count(artist) > 0 ? artistTracks.track(artist, 0) : -1;
  }
}
