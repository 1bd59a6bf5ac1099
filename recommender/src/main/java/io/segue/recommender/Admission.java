package io.segue.recommender;

import java.util.HashMap;
import java.util.Map;

/**
 * The second of the four stages, the filter, for one request: which tracks may come into the
 * answer. Refused are those of the playlist and the context unless repeats are allowed, what the
 * request or the configuration excludes, what the answer has already, and what would be one track
 * too many of its artist.
 *
 * <p>It refuses candidates one by one while the answer comes together, so that it never makes an
 * answer shorter as long as there are others.
 */
final class Admission {

  private final Catalogue catalogue;
  private final Refused blocked;
  private final Refused excluded;
  private final IntSet heard;
  private final IntSet taken;
  private final int perArtistMax;
  private final Map<Integer, Integer> artistCounts = new HashMap<>();

  /**
   * @param blocked what the configuration excludes
   * @param sizeMax how many tracks are taken at most
   */
  Admission(Catalogue catalogue, Refused blocked, RecommendationRequest request, int sizeMax) {
    this.catalogue = catalogue;
    this.blocked = blocked;
    this.excluded = new Refused(catalogue.model(), request.excluded());
    this.perArtistMax = request.perArtistMax();
    this.heard =
        new IntSet(
            request.repeats() ? 0 : request.tracks().size() + request.contextTracks().size());
    if (!request.repeats()) {
      request.tracks().forEach(trackId -> hear(trackId));
      request.contextTracks().forEach(trackId -> hear(trackId));
    }
    this.taken = new IntSet(sizeMax);
  }

  private void hear(String trackId) {
    int track = catalogue.number(trackId);
    if (track >= 0) {
      heard.add(track);
    }
  }

  boolean admits(int track) {
    return !taken.contains(track)
        && !heard.contains(track)
        && !blocked.contains(track, catalogue)
        && !excluded.contains(track, catalogue)
        && !isOneTooMany(track);
  }

  /** Notes that a track is in the answer. */
  void take(int track) {
    taken.add(track);
    int artist = catalogue.artistOf(track);
    if (isLimited() && artist >= 0) {
      artistCounts.merge(artist, 1, Integer::sum);
    }
  }

  private boolean isOneTooMany(int track) {
    return isLimited() && artistCounts.getOrDefault(catalogue.artistOf(track), 0) >= perArtistMax;
  }

  private boolean isLimited() {
    return perArtistMax != RecommendationRequest.ANY_NUMBER;
  }
}
