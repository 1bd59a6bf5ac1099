package io.segue.recommender;

/** The tracks of each artist, the most popular first: the inverse of {@link Model#artistOf()}. */
final class ArtistTracks {

  private final int[] starts;
  private final int[] tracks;

  ArtistTracks(int artistCount, int[] artistOf) {
    starts = new int[artistCount + 1];
    for (int artist : artistOf) {
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

  int count(int artist) {
    return starts[artist + 1] - starts[artist];
  }

  /** The artist's track of that rank, 0 being the most popular. */
  int track(int artist, int rank) {
    return tracks[starts[artist] + rank];
  }
}
