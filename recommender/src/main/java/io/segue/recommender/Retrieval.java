package io.segue.recommender;

import io.segue.recommender.Recommendation.Source;
import io.segue.recommender.neighbours.NeighbourIndex;
import io.segue.recommender.neighbours.Neighbours;
import io.segue.recommender.ranking.CascadePool;
import io.segue.recommender.retrieval.ArtistTracks;
import org.jspecify.annotations.Nullable;

/**
 * The first two stages of one request: finds candidates for a basis, ranked as far as the model has
 * a ranking part. Made for one request, as its catalogue is.
 */
final class Retrieval {

  private final Catalogue catalogue;
  private final QueryVectors queryVectors;
  private final NeighbourIndex neighbours;
  private final @Nullable CascadePool cascades;
  private final double countSum;

  /**
   * @param neighbours over the model's vectors
   * @param cascades rank; null where the model has no ranking part
   * @param countSum how many events the model was trained on
   */
  Retrieval(
      Catalogue catalogue,
      NeighbourIndex neighbours,
      @Nullable CascadePool cascades,
      double countSum) {
    this.catalogue = catalogue;
    this.queryVectors = new QueryVectors(catalogue.model(), catalogue);
    this.neighbours = neighbours;
    this.cascades = cascades;
    this.countSum = countSum;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  QueryVectors queryVectors() {
    return queryVectors;
  }

  /** Fills the list with what could follow a basis, the best first. */
  void retrieve(CandidateList list, Basis basis) {
    if (basis.isEmpty() || list.missing() <= 0) {
      return;
    }
    addRanked(list, basis);
    addNeighbours(list, basis);
    addTracksOfArtists(list, basis);
  }

  private void addRanked(CandidateList list, Basis basis) {
    if (cascades == null) {
      return;
    }
    int[] playlist = catalogue.numbers(basis);
    cascades.with(
        cascade -> {
          cascade.rank(playlist, 0, playlist.length, catalogue.live());
          for (int place = 0; place < cascade.size() && list.missing() > 0; place++) {
            list.offer(cascade.ranked(place), cascade.score(place), Source.RANKED, basis);
          }
          if (list.missing() > 0) {
            for (int track : cascade.rest()) {
              list.offer(track, cascade.shortlistScore(track), Source.RETRIEVED, basis);
            }
          }
          return list.size();
        });
  }

  /** Adds the tracks whose vectors are nearest to that of the basis, the fresh ones among them. */
  void addNeighbours(CandidateList list, Basis basis) {
    float[] query = list.missing() <= 0 ? null : queryVectors.of(basis).orElse(null);
    int before = -1;
    // A limit for each artist may refuse what was found; each search then knows what the last one
    // took, and adds at least one track or finds that there are no more.
    while (query != null && list.missing() > 0 && list.size() > before) {
      before = list.size();
      Neighbours known = neighbours.search(query, list.missing(), list::admits);
      Neighbours fresh = catalogue.nearestFresh(query, list.missing(), list::admits);
      int nextFresh = 0;
      for (int i = 0; i < known.size(); i++) {
        while (nextFresh < fresh.size() && fresh.scores()[nextFresh] > known.scores()[i]) {
          list.offer(fresh.rows()[nextFresh], fresh.scores()[nextFresh], Source.NEIGHBOURS, basis);
          nextFresh++;
        }
        list.offer(known.rows()[i], known.scores()[i], Source.NEIGHBOURS, basis);
      }
      for (; nextFresh < fresh.size(); nextFresh++) {
        list.offer(fresh.rows()[nextFresh], fresh.scores()[nextFresh], Source.NEIGHBOURS, basis);
      }
    }
  }

  private void addTracksOfArtists(CandidateList list, Basis basis) {
    for (int i = basis.trackIds().size() - 1; i >= 0 && list.missing() > 0; i--) {
      addTracksOfArtist(list, catalogue.artistOf(basis.trackIds().get(i)), basis);
    }
    for (String artist : basis.artists()) {
      addTracksOfArtist(list, catalogue.model().artists().indexOf(artist), basis);
    }
  }

  private void addTracksOfArtist(CandidateList list, int artist, Basis basis) {
    ArtistTracks artistTracks = catalogue.artistTracks();
    for (int rank = 0;
        artist >= 0 && rank < artistTracks.count(artist) && list.missing() > 0;
        rank++) {
      int track = artistTracks.track(artist, rank);
      list.offer(track, share(track), Source.ARTIST, basis);
    }
  }

  /** A track's share of all training events. */
  double share(int track) {
    return catalogue.model().counts()[track] / countSum;
  }
}
