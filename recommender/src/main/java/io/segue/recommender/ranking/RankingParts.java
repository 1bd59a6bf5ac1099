package io.segue.recommender.ranking;

import io.segue.recommender.retrieval.ArtistTracks;
import io.segue.recommender.retrieval.NextTrackGraph;
import io.segue.recommender.retrieval.NextTrackModel;
import io.segue.recommender.sessions.SessionIndex;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What candidates are found in.
 *
 * @param index past sessions
 * @param nextTracks vectors that tell the next track, any number of models
 * @param artists the artists of the tracks, {@link ArtistTracks#NONE} where they are not known
 * @param nearest the graph over the outputs of one of {@code nextTracks}, where there is one
 */
public record RankingParts(
    SessionIndex index,
    List<NextTrackModel> nextTracks,
    ArtistTracks artists,
    @Nullable NextTrackGraph nearest) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException when a model has not one vector for each track
   */
  public RankingParts {
    nextTracks = List.copyOf(nextTracks);
    for (NextTrackModel model : nextTracks) {
      if (model.inputs().rows() != index.tracks()) {
        throw new IllegalArgumentException(
            "%d tracks have %d next-track vectors"
                .formatted(index.tracks(), model.inputs().rows()));
      }
    }
  }

  /** Sessions and next-track vectors, and nothing else. */
  public static RankingParts of(SessionIndex index, List<NextTrackModel> nextTracks) {
    return new RankingParts(index, nextTracks, ArtistTracks.NONE, null);
  }
}
