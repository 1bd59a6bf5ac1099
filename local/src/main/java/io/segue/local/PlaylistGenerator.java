package io.segue.local;

import io.segue.local.InventedMusic.InventedTrack;
import io.segue.local.InventedMusic.Scene;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Invents playlists: walks through the scenes of {@link InventedMusic}. A walk mostly stays in its
 * scene, now and then goes on to another scene of the genre, rarely to the next genre; so what was
 * played last says much about what comes next. Reproducible from its seed.
 */
final class PlaylistGenerator {

  private static final double SAME_ARTIST = 0.15;
  private static final double OTHER_SCENE = 0.06;
  private static final double NEXT_GENRE = 0.02;
  private static final double ZIPF_EXPONENT = 0.9;
  private static final int TRACKS_MIN = 5;
  private static final int TRACKS_MEAN = 40;
  private static final int TRACKS_MAX = 250;

  private static final List<String> OCCASIONS =
      List.of("Sunday", "Road Trip", "Late", "Kitchen", "Focus", "Running", "Rainy Day", "Party");

  private final List<Scene> scenes;
  private final int scenesPerGenre;
  private final SplittableRandom random;

  PlaylistGenerator(long seed) {
    InventedMusic music = new InventedMusic(seed);
    this.scenes = music.scenes();
    this.scenesPerGenre = music.scenesPerGenre();
    this.random = new SplittableRandom(seed + 1);
  }

  /** Writes playlists as the tutorial's CSV, which {@code segue import} reads. */
  void writeCsv(Path file, int playlists) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    try (Writer out = Files.newBufferedWriter(unfinished, StandardCharsets.UTF_8)) {
      out.write("\"user_id\", \"artistname\", \"trackname\", \"playlistname\"\n");
      for (int playlist = 0; playlist < playlists; playlist++) {
        Walk walk = walk();
        String name =
            "%s %s %d"
                .formatted(walk.genre(), OCCASIONS.get(playlist % OCCASIONS.size()), playlist);
        for (int i = length(); i > 0; i--) {
          InventedTrack track = walk.next();
          out.write(
              "\"listener-%03d\",\"%s\",\"%s\",\"%s\"\n"
                  .formatted(playlist % 400, track.artist(), track.title(), name));
        }
      }
    }
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** A new listener's way through the catalogue. */
  Walk walk() {
    return new Walk(zipf(scenes.size()));
  }

  private int length() {
    double exponential = -Math.log(1 - random.nextDouble()) * (TRACKS_MEAN - TRACKS_MIN);
    return Math.min(TRACKS_MAX, TRACKS_MIN + (int) exponential);
  }

  /** A rank from 0 to {@code size - 1}; rank r is drawn in proportion to 1 / (r + 1)^exponent. */
  private int zipf(int size) {
    // The continuous distribution's inverse: close enough, and needs no table.
    double top = Math.pow(size + 1.0, 1 - ZIPF_EXPONENT) - 1;
    return (int) Math.pow(random.nextDouble() * top + 1, 1 / (1 - ZIPF_EXPONENT)) - 1;
  }

  /** A walk from track to track. Not thread-safe; shares its generator's randomness. */
  final class Walk {

    private int scene;
    private int artist;

    private Walk(int scene) {
      this.scene = scene;
      this.artist = zipf(artists().size());
    }

    String genre() {
      return scenes.get(scene).genre();
    }

    InventedTrack next() {
      double step = random.nextDouble();
      if (step < NEXT_GENRE) {
        scene = (scene + scenesPerGenre) % scenes.size();
      } else if (step < NEXT_GENRE + OTHER_SCENE) {
        scene = scene / scenesPerGenre * scenesPerGenre + random.nextInt(scenesPerGenre);
      }
      if (random.nextDouble() >= SAME_ARTIST) {
        artist = zipf(artists().size());
      }
      List<InventedTrack> tracks = artists().get(artist);
      return tracks.get(zipf(tracks.size()));
    }

    private List<List<InventedTrack>> artists() {
      return scenes.get(scene).tracksOfArtists();
    }
  }
}
