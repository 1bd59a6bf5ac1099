package io.segue.trainer.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.schemas.BadInputException;
import io.segue.trainer.files.PlaylistEntry.TrackNames;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatsTest {

  private static final String HEADER =
      "\"user_id\", \"artistname\", \"trackname\", \"playlistname\"\n";

  @TempDir private Path folder;

  private final List<Reject> rejects = new ArrayList<>();
  private List<Format> formats = List.of();

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path writeGzip(String name, String text) throws IOException {
    Path path = folder.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return path;
  }

  private List<PlaylistEntry> read(Path path) throws IOException {
    rejects.clear();
    List<PlaylistEntry> entries = new ArrayList<>();
    try (PlaylistFile file = PlaylistFile.open(path, rejects::add)) {
      formats = file.formats();
      PlaylistEntry entry;
      while ((entry = file.next()) != null) {
        entries.add(entry);
      }
      assertThat(file.entries()).isEqualTo(entries.size());
      assertThat(file.rejects()).isEqualTo(rejects.size());
      assertThat(file.progress()).isEqualTo(1);
    }
    return entries;
  }

  private void assertRefused(Path path, String... words) {
    assertThatThrownBy(() -> read(path))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(path.getFileName().toString())
        .hasMessageContainingAll(words);
  }

  private static List<String> playlistAndTrack(List<PlaylistEntry> entries) {
    return entries.stream().map(e -> e.playlistId() + " → " + e.trackId()).toList();
  }

  @Test
  void csvRowsBecomeEntries() throws IOException {
    Path csv =
        write(
            "a.csv",
            HEADER
                + "\"u1\",\"Nora\",\"Rain, again\",\"Mornings\"\n"
                + "\"u2\",\"Ivo\",\"Tram\",\"\"\n"
                + "\"u1\",\"\",\"Untitled\",\"Mornings\"\n");
    assertThat(read(csv))
        .containsExactly(
            new PlaylistEntry(
                "u1-Mornings",
                "u1",
                "Nora|||Rain, again",
                0,
                new TrackNames("Rain, again", "Nora", null, null),
                null,
                2),
            new PlaylistEntry(
                "u2-", "u2", "Ivo|||Tram", 0, new TrackNames("Tram", "Ivo", null, null), null, 3),
            new PlaylistEntry(
                "u1-Mornings",
                "u1",
                "|||Untitled",
                1,
                new TrackNames("Untitled", "", null, null),
                null,
                4));
    assertThat(formats).containsExactly(Format.CSV);
    assertThat(rejects).isEmpty();
  }

  @Test
  void csvQuotesAreReadWhetherEscapedDoubledOrBare() throws IOException {
    Path csv =
        write(
            "a.csv",
            HEADER
                + "\"u\",\"a\",\"The \\\"Big\\\" One\",\"p\"\n"
                + "\"u\",\"a\",\"The \"\"Big\"\" One\",\"p\"\n"
                + "\"u\",\"a\",\"The \"Big\" One\",\"p\"\n"
                + "\"u\",\"Ms. \"Big\"\",\"\"45\"\",\"\"/\"\n"
                + "\"u\",\"AC\\DC\",\"C:\\\\\",\"p\"\n"
                + "\"u\",\"Ends\\\",\"With a backslash\",\"p\"\n"
                + "u,plain,Rfc 4180,\"p\"\n"
                + "\"u\" , \"blank\" , \"t\" , \"p\"\n");
    assertThat(playlistAndTrack(read(csv)))
        .containsExactly(
            "u-p → a|||The \"Big\" One",
            "u-p → a|||The \"Big\" One",
            "u-p → a|||The \"Big\" One",
            "u-\"/ → Ms. \"Big\"|||\"45\"",
            "u-p → AC\\DC|||C:\\",
            "u-p → Ends\\|||With a backslash",
            "u-p → plain|||Rfc 4180",
            "u-p → blank|||t");
    assertThat(rejects).isEmpty();
  }

  @Test
  void csvRowsThatCannotBeReadAreRejectedAndTheRestGoesOn() throws IOException {
    byte[] notUtf8 = {'"', 'u', '"', ',', '"', (byte) 0xE9, '"', '\n'};
    Path csv = folder.resolve("a.csv");
    try (OutputStream out = Files.newOutputStream(csv)) {
      out.write(
          (HEADER
                  + "\"u\",\"three\",\"values\"\n"
                  + "\"u\",\"a\",\"t1\",\"p\"\n"
                  + "\"u\",\"forgotten,\"t\",\"p\n"
                  + "\"\",\"a\",\"t\",\"p\"\n"
                  + "\"u\",\"\",\"\",\"p\"\n"
                  + "\"u\",\"a\",\"tab\there\",\"p\"\n"
                  + "\n"
                  + "\"u\",\"a\",\""
                  + "x".repeat(1_100)
                  + "\",\"p\"\n"
                  + "\"u\",\"a\",\"t\",\"p\",\"five\"\n")
              .getBytes(StandardCharsets.UTF_8));
      out.write(notUtf8);
      out.write("\"u\",\"a\",\"t2\",\"p\"".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(playlistAndTrack(read(csv))).containsExactly("u-p → a|||t1", "u-p → a|||t2");
    assertThat(rejects.stream().map(Reject::row)).containsExactly(2L, 4L, 5L, 6L, 7L, 9L, 10L, 11L);
    assertThat(rejects.stream().map(Reject::reason))
        .satisfiesExactly(
            r -> assertThat(r).contains("not 4 values", "three"),
            r -> assertThat(r).contains("not 4 values", "forgotten"),
            r -> assertThat(r).contains("user_id is empty"),
            r -> assertThat(r).contains("Both"),
            r -> assertThat(r).contains("control character"),
            r -> assertThat(r).contains("1024"),
            r -> assertThat(r).contains("not 4 values", "five"),
            r -> assertThat(r).contains("UTF-8"));
  }

  @Test
  void csvValuesMayHaveLineBreaksWhichAreNotAllowedInIds() throws IOException {
    Path csv =
        write("a.csv", HEADER + "\"u\",\"a\",\"two\nlines\",\"p\"\n\"u\",\"a\",\"t\",\"p\"\n");
    assertThat(playlistAndTrack(read(csv))).containsExactly("u-p → a|||t");
    assertThat(rejects)
        .singleElement()
        .satisfies(r -> assertThat(r.reason()).contains("control character"))
        .satisfies(r -> assertThat(r.row()).isEqualTo(2));
  }

  @Test
  void csvColumnsMayComeInAnyOrderWithOthersAndWithWindowsLineEnds() throws IOException {
    Path csv =
        writeGzip(
            "a.csv.gz",
            "\uFEFFrow_id,playlist,track,artist,user_id\r\n1,p,t,a,u\r\n2,\"p\",\"t2\",a,u\r\n");
    assertThat(playlistAndTrack(read(csv))).containsExactly("u-p → a|||t", "u-p → a|||t2");
  }

  @Test
  void sliceEntriesKeepTheirMetadata() throws IOException {
    Path slice =
        writeGzip(
            "s.json.gz",
            """
            {"info": {"slice": "0-1"}, "playlists": [
              {"name": "x", "tracks": [
                 {"pos": 0, "artist_name": "Nora", "track_uri": "spotify:track:1",
                  "track_name": "Rain", "album_name": "Wet", "duration_ms": 1000, "artist_uri": "a"},
                 {"pos": 1, "artist_name": "Ivo", "track_uri": "spotify:track:2"}
               ], "modified_at": 1493424000, "pid": 7},
              {"pid": 8, "tracks": []}
            ]}
            """);
    assertThat(read(slice))
        .containsExactly(
            new PlaylistEntry(
                "7",
                null,
                "spotify:track:1",
                0,
                new TrackNames("Rain", "Nora", "Wet", 1_000L),
                Instant.ofEpochSecond(1_493_424_000),
                1),
            new PlaylistEntry(
                "7",
                null,
                "spotify:track:2",
                1,
                new TrackNames("", "Ivo", null, null),
                Instant.ofEpochSecond(1_493_424_000),
                2));
    assertThat(formats).containsExactly(Format.SLICE);
  }

  @Test
  void sliceEntriesThatCannotBeReadAreRejectedAndTheRestGoesOn() throws IOException {
    Path slice =
        write(
            "s.json",
            """
            {"playlists": [
              {"pid": 1, "tracks": [{"track_uri": "a"}, {"track_name": "no uri"}, 17,
                                    {"track_uri": null}, {"track_uri": "b"}]},
              {"name": "no pid", "tracks": [{"track_uri": "c"}]},
              "not a playlist",
              {"name": "nothing"},
              {"pid": 2, "tracks": [{"track_uri": ""}, {"track_uri": "d", "track_name": {"x": 1}}]}
            ]}
            """);
    List<PlaylistEntry> entries = read(slice);
    assertThat(playlistAndTrack(entries)).containsExactly("1 → a", "1 → b", "2 → d");
    assertThat(entries.stream().map(PlaylistEntry::position)).containsExactly(0, 4, 1);
    assertThat(rejects.stream().map(Reject::row)).containsExactly(2L, 3L, 4L, 6L, 7L, 8L, 9L);
  }

  @Test
  void sequencesHaveAPlaylistALineAndTestCasesToo() throws IOException {
    Path sequences = writeGzip("train.txt.gz", "1 2 2\n\n3\t4 | 5 \r\n| 6\n");
    assertThat(playlistAndTrack(read(sequences)))
        .containsExactly(
            "train-1 → 1",
            "train-1 → 2",
            "train-1 → 2",
            "train-3 → 3",
            "train-3 → 4",
            "train-3 → 5",
            "train-4 → 6");
    assertThat(formats).containsExactly(Format.SEQUENCES);
    assertThat(read(sequences).get(2).position()).isEqualTo(2);
    assertThat(read(sequences).get(2).track()).isNull();
  }

  @Test
  void idsOfSequencesNeedNotBeNumbersAndFilesOfNumbersNeedNoName() throws IOException {
    assertThat(playlistAndTrack(read(write("b.txt", "spotify:track:1 xäö-2 a|||b\n"))))
        .containsExactly("b-1 → spotify:track:1", "b-1 → xäö-2", "b-1 → a|||b");
    assertThat(playlistAndTrack(read(write("sessions", "1 2\n3\n"))))
        .containsExactly("sessions-1 → 1", "sessions-1 → 2", "sessions-2 → 3");
  }

  @Test
  void longSequencesAreReadWhole() throws IOException {
    String line = "12345678 ".repeat(50_000);
    assertThat(read(write("long.txt", line + "\n" + line))).hasSize(100_000);
  }

  @Test
  void parquetRowsBecomeEntries() throws IOException, SQLException {
    Path parquet = folder.resolve("it's a table.parquet");
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement()) {
      statement.execute(
          "COPY (SELECT * FROM (VALUES (1, 'u', 'a', 't1', 'p'), (2, 'v', NULL, 't\"2', 'q'),"
              + " (3, NULL, 'a', 't3', 'p'), (4, 'u', NULL, NULL, 'p'), (5, 'u', 'a', 't4', 'p'))"
              + " t(row_id, user_id, artistname, trackname, playlistname)) TO '"
              + parquet.toString().replace("'", "''")
              + "' (FORMAT parquet)");
    }
    List<PlaylistEntry> entries = read(parquet);
    assertThat(playlistAndTrack(entries))
        .containsExactly("u-p → a|||t1", "v-q → |||t\"2", "u-p → a|||t4");
    assertThat(entries.get(2).position()).isEqualTo(1);
    assertThat(rejects.stream().map(Reject::row)).containsExactly(3L, 4L);
    assertThat(formats).containsExactly(Format.PARQUET);

    Path cut = folder.resolve("cut.parquet");
    byte[] bytes = Files.readAllBytes(parquet);
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    assertRefused(cut, "Parquet");
  }

  @Test
  void parquetWithOtherColumnsIsRefused() throws SQLException {
    Path parquet = folder.resolve("other.parquet");
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement()) {
      statement.execute("COPY (SELECT 1 AS price) TO '" + parquet + "' (FORMAT parquet)");
    }
    assertRefused(parquet, "user_id", "price");
  }

  @Test
  void formatIsToldByContentNotByName() throws IOException {
    assertThat(read(write("table.txt", HEADER + "\"u\",\"a\",\"t\",\"p\"\n"))).hasSize(1);
    assertThat(formats).containsExactly(Format.CSV);
    assertThat(read(writeGzip("slice.csv", "{\"playlists\": [{\"pid\":1,\"tracks\":[]}]}")))
        .isEmpty();
    assertThat(formats).containsExactly(Format.SLICE);
  }

  @Test
  void foldersAreReadInTheOrderOfTheirFilesNumbers() throws IOException {
    write(
        "mpd.slice.10-19.json",
        "{\"playlists\":[{\"pid\":10,\"tracks\":[{\"track_uri\":\"b\"}]}]}");
    write("mpd.slice.2-9.json", "{\"playlists\":[{\"pid\":2,\"tracks\":[{\"track_uri\":\"a\"}]}]}");
    write("README.md", "not playlists");
    write(".hidden.json", "{}");
    assertThat(playlistAndTrack(read(folder))).containsExactly("2 → a", "10 → b");
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    assertRefused(write("prose.txt", "Dear all, this is a letter, not a list.\n"), "none of");
    assertRefused(write("README.md", "# Title\nSome words\n"), "none of");
    assertRefused(write("other.csv", "price,quantity\n1,2\n"), "none of");
    assertRefused(write("page.txt", "<html><body>hello</body></html>"), "none of");
    assertRefused(write("blank.txt", "\n \n"), "none of");
    assertRefused(write("empty.csv", ""), "empty");
    assertRefused(write("other.json", "{\"tracks\": []}"), "playlists");
    assertRefused(write("list.json", "[1, 2]"), "none of");
    Path binary = folder.resolve("picture.txt");
    Files.write(binary, new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13});
    assertRefused(binary, "none of");
    assertRefused(folder.resolve("absent.csv"), "no file");
    Path empty = Files.createDirectory(folder.resolve("nothing"));
    assertRefused(empty, "no files named");
  }

  @Test
  void truncatedAndDamagedFilesAreRefusedWithTheirNames() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 200_000; i++) {
      lines.append(i * 2_654_435_761L % 1_000_003).append(i % 5 == 0 ? '\n' : ' ');
    }
    byte[] whole = Files.readAllBytes(writeGzip("whole.txt.gz", lines.toString()));
    Path cut = folder.resolve("cut.txt.gz");
    Files.write(cut, Arrays.copyOf(whole, whole.length - 100_000));
    assertRefused(cut, "cut short", "entries were read");
    Files.write(cut, Arrays.copyOf(whole, 15));
    assertRefused(cut, "cut short");
    byte[] damaged = whole.clone();
    Arrays.fill(damaged, whole.length / 2, whole.length / 2 + 5_000, (byte) 0x55);
    Path bad = folder.resolve("bad.txt.gz");
    Files.write(bad, damaged);
    assertRefused(bad, "damaged gzip");
    assertRefused(
        write("cut.json", "{\"playlists\": [{\"pid\": 1, \"tracks\": [\n{\"track_uri\": \"a\"}"),
        "not valid JSON",
        "line 2");
  }
}
