package io.segue.trainer.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The counts were made independently, by a few lines of Python on the same files. */
class RealDataTest {

  private record Counts(long entries, int playlists, int tracks, long rejects) {}

  private static Counts counts(Path path) throws IOException {
    Set<String> playlists = new HashSet<>();
    Set<String> tracks = new HashSet<>();
    try (PlaylistFile file = PlaylistFile.open(path)) {
      PlaylistEntry entry;
      while ((entry = file.next()) != null) {
        playlists.add(entry.playlistId());
        tracks.add(entry.trackId());
      }
      return new Counts(file.entries(), playlists.size(), tracks.size(), file.rejects());
    }
  }

  @Test
  void tutorialCsv() throws IOException {
    assertThat(counts(RealData.path("spotify-playlists-first-10000.csv")))
        .isEqualTo(new Counts(10_000, 40, 8_640, 0));
  }

  @Test
  void millionPlaylistSlices() throws IOException {
    assertThat(counts(RealData.path("mpd-popular")))
        .isEqualTo(new Counts(519_521, 5_365, 169_802, 0));
  }

  @Test
  void sessions() throws IOException {
    assertThat(counts(RealData.path("nowplaying/train.txt.gz")))
        .isEqualTo(new Counts(953_381, 128_077, 60_416, 0));
  }

  @Test
  void testCasesOfSessions() throws IOException {
    Counts counts = counts(RealData.path("nowplaying/test.txt.gz"));
    assertThat(counts.entries()).isEqualTo(677_935 - 89_824);
    assertThat(counts.playlists()).isEqualTo(89_824);
    assertThat(counts.rejects()).isZero();
  }
}
