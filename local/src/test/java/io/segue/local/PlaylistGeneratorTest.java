package io.segue.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaylistGeneratorTest {

  @TempDir Path folder;

  @Test
  void sameSeedInventsTheSamePlaylists() throws Exception {
    assertThat(csv(1, 20)).isEqualTo(csv(1, 20)).isNotEqualTo(csv(2, 20));
  }

  @Test
  void playlistsMostlyStayInTheirGenre() {
    PlaylistGenerator.Walk walk = new PlaylistGenerator(3).walk();
    int changes = 0;
    String genre = walk.genre();
    for (int i = 0; i < 10_000; i++) {
      String next = walk.next().genre();
      changes += next.equals(genre) ? 0 : 1;
      genre = next;
    }

    assertThat(changes).isBetween(100, 300);
  }

  @Test
  void popularityHasAHeadAndALongTail() throws Exception {
    List<Long> counts =
        csv(5, 500).stream()
            .skip(1)
            .collect(Collectors.groupingBy(PlaylistGeneratorTest::track, Collectors.counting()))
            .values()
            .stream()
            .sorted(Comparator.reverseOrder())
            .toList();
    long events = counts.stream().mapToLong(count -> count).sum();
    long head = counts.stream().limit(counts.size() / 10).mapToLong(count -> count).sum();

    assertThat(counts).hasSizeGreaterThan(3_000);
    assertThat((double) head / events).isBetween(0.35, 0.8);
    assertThat(counts.stream().filter(count -> count <= 2).count()).isGreaterThan(300);
  }

  @Test
  void artistNamesBelongToOneGenreOnly() {
    Map<String, List<String>> genres =
        new InventedMusic(9)
            .scenes().stream()
                .flatMap(scene -> scene.tracksOfArtists().stream())
                .map(tracks -> tracks.get(0))
                .collect(
                    Collectors.groupingBy(
                        InventedMusic.InventedTrack::artist,
                        Collectors.mapping(
                            InventedMusic.InventedTrack::genre, Collectors.toList())));

    assertThat(genres).hasSize(12 * 6 * 10);
    assertThat(genres.values()).allSatisfy(names -> assertThat(names).hasSize(1));
  }

  private List<String> csv(long seed, int playlists) throws Exception {
    Path file = folder.resolve("playlists.csv");
    new PlaylistGenerator(seed).writeCsv(file, playlists);
    return Files.readAllLines(file);
  }

  private static String track(String line) {
    String[] values = line.split("\",\"", 4);
    return values[1] + values[2];
  }
}
