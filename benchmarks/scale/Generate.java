import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Writes invented playlists of the shape of the tutorial's full data: 12.9 million events, 2.8
 * million tracks, 232 thousand playlists, or a share of each. One playlist a line, seeded.
 *
 * <p>Every track occurs once at least; what is left is drawn by Zipf's law. Each playlist keeps
 * mostly to one of 200 genres, and its length is log-normal. Track ids are about as long as the
 * tutorial's "artist|||track".
 *
 * <pre>java Generate.java SHARE SEED FILE</pre>
 */
final class Generate {

  private static final int EVENTS = 12_900_000;
  private static final int TRACKS = 2_800_000;
  private static final int PLAYLISTS = 232_000;
  private static final int GENRES = 200;
  private static final int TRACKS_OF_ARTIST = 10;

  public static void main(String[] arguments) throws IOException {
    double share = Double.parseDouble(arguments[0]);
    Random random = new Random(Long.parseLong(arguments[1]));
    int tracks = (int) (TRACKS * share);
    int playlists = (int) (PLAYLISTS * share);
    int[] lengths = lengths(playlists, (int) (EVENTS * share), random);
    int unheard = tracks;
    try (BufferedWriter writer = Files.newBufferedWriter(Path.of(arguments[2]))) {
      long left = (long) (EVENTS * share);
      for (int length : lengths) {
        int genre = random.nextInt(GENRES);
        for (int i = 0; i < length; i++) {
          boolean first = random.nextDouble() * left < unheard;
          int track = first ? --unheard : drawn(tracks, genre, random);
          left--;
          if (i > 0) {
            writer.write(' ');
          }
          writer.write("artist-of-some-length-" + track / TRACKS_OF_ARTIST + "|||track-" + track);
        }
        writer.write('\n');
      }
    }
  }

  /** Log-normal with a median of about 30, scaled to the number of events; 3 at least. */
  private static int[] lengths(int playlists, int events, Random random) {
    double[] drawn = new double[playlists];
    double sum = 0;
    for (int p = 0; p < playlists; p++) {
      drawn[p] = Math.exp(random.nextGaussian());
      sum += drawn[p];
    }
    int[] lengths = new int[playlists];
    for (int p = 0; p < playlists; p++) {
      lengths[p] = Math.min(1_000, Math.max(3, (int) Math.round(drawn[p] * events / sum)));
    }
    return lengths;
  }

  /** Zipf's law with exponent 1, four times in five within the genre. */
  private static int drawn(int tracks, int genre, Random random) {
    int rank = (int) Math.exp(random.nextDouble() * Math.log(tracks)) - 1;
    if (random.nextInt(5) > 0) {
      rank = rank / GENRES * GENRES + genre;
    }
    return Math.min(tracks - 1, rank);
  }
}
