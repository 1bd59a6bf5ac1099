package io.segue.trainer.dataset;

import io.segue.recommender.TrackArtists;
import io.segue.recommender.Vocabulary;
import io.segue.schemas.DatasetReference;
import io.segue.trainer.embedding.Corpus;

/**
 * The playlists to learn from, as numbers.
 *
 * <p>Playlists are ordered by their ids, so that the same events give the same dataset in whatever
 * order partitions were read. All have more than {@value #TRACKS_MIN_EXCLUSIVE} tracks. Immutable
 * by agreement: the arrays are shared, and nobody writes to them.
 *
 * @param tracks every track of the playlists, in order of first appearance; playlists are sequences
 *     of these numbers
 * @param artists every artist of those tracks
 * @param artistOf the artist's number by the track's, -1 where it is not known
 * @param playlists one sequence a playlist, oldest track first
 * @param draws by playlist, the number that says which part of the split it is in; see {@link
 *     Split}
 * @param intake what was read, and what of it could not be used
 * @param reference what is needed to build the same dataset again
 */
@SuppressWarnings("ArrayRecordComponent") // compact storage; never compared
public record Dataset(
    Vocabulary tracks,
    Vocabulary artists,
    int[] artistOf,
    Corpus playlists,
    double[] draws,
    Intake intake,
    DatasetReference reference) {

  /** Playlists of this many tracks and fewer are left out: they cannot be split and asked about. */
  public static final int TRACKS_MIN_EXCLUSIVE = 2;

  /** The artists of the tracks, for those who recommend: what the catalogue knows when serving. */
  public TrackArtists trackArtists() {
    return trackId -> {
      int track = tracks.indexOf(trackId);
      return track < 0 || artistOf[track] < 0 ? null : artists.id(artistOf[track]);
    };
  }

  /** Training, validation and test; a copy of the playlists, made at every call. */
  public Split split() {
    return Split.of(playlists, draws);
  }
}
