package io.segue.recommender.retrieval;

/** The tracks of each artist, the most popular first, and the artist of each track. Immutable. */
public final class ArtistTracks {

  /** Knows the artist of no track. */
  public static final ArtistTracks NONE = new ArtistTracks(0, new int[0]);

  private final int[] artistOf;
  private final int[] starts;
  private final int[] tracks;

  /**
   * Of the artists of tracks that are numbered by descending popularity.
   *
   * @param artistCount how many artists there are
   * @param artistOf the artist's number by the track's number, -1 where the artist is not known;
   *     not copied
   * @throws IllegalArgumentException when there is no artist of such a number
   */
  public ArtistTracks(int artistCount, int[] artistOf) {
    this.artistOf = artistOf;
    starts = new int[artistCount + 1];
    for (int artist : artistOf) {
      if (artist < -1 || artist >= artistCount) {
        throw new IllegalArgumentException(
            "a track has the artist %d, and there are %d".formatted(artist, artistCount));
      }
      if (artist >= 0) {
        starts[artist + 1]++;
      }
    }
    for (int artist = 0; artist < artistCount; artist++) {
      starts[artist + 1] += starts[artist];
    }
    tracks = new int[starts[artistCount]];
    int[] next = starts.clone();
    for (int track = 0; track < artistOf.length; track++) {
      if (artistOf[track] >= 0) {
        tracks[next[artistOf[track]]++] = track;
      }
    }
  }

  /** Whether the artist of any track is known. */
  public boolean isEmpty() {
    return tracks.length == 0;
  }

  /** The artist of a track, or -1 when it is not known. */
  public int artistOf(int track) {
    return track < artistOf.length ? artistOf[track] : -1;
  }

  /** The same of any track that there is live evidence of, if these artists are known at all. */
  int artistOf(int track, LiveEvidence live) {
    return track < artistOf.length || isEmpty() ? artistOf(track) : live.artistOf(track);
  }

  /** How many tracks an artist has. */
  public int count(int artist) {
    return starts[artist + 1] - starts[artist];
  }

  /** The artist's track of that rank, 0 being the most popular. */
  public int track(int artist, int rank) {
    return tracks[starts[artist] + rank];
  }
}
