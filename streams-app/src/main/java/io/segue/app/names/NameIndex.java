package io.segue.app.names;

import io.segue.app.index.ServingIndex;
import io.segue.app.playlists.TrackCatalogue;
import io.segue.recommender.Model;
import io.segue.schemas.Track;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The names of an index version's tracks, most played first, as one array of UTF-8.
 *
 * <p>A search reads that array from the start until it has enough: no postings to build or to keep,
 * about 40 bytes a track, and popular tracks, which are what people look for, are found at once.
 * The worst case, words that no track has, reads all of it: some 30 ms for a million tracks.
 * Immutable.
 */
public final class NameIndex {

  /** Tracks beyond the most played million are not found by their names. */
  static final int TRACKS_MAX = 1_000_000;

  private static final int NAME_BYTES_MAX = 256;
  private static final int BYTES_PER_NAME = 40;

  private final String version;
  private final Model model;
  private final byte[] letters;
  private final int[] starts;
  private final int unnamed;
  private final Instant builtAt;

  private NameIndex(
      String version, Model model, byte[] letters, int[] starts, int unnamed, Instant builtAt) {
    this.version = version;
    this.model = model;
    this.letters = letters;
    this.starts = starts;
    this.unnamed = unnamed;
    this.builtAt = builtAt;
  }

  /**
   * Collects the names. A track that has none in the catalogue goes by its id.
   *
   * @param builtAt when
   */
  static NameIndex of(ServingIndex index, TrackCatalogue catalogue, Instant builtAt) {
    Model model = index.recommender().model();
    int size = Math.min(TRACKS_MAX, model.tracks().size());
    int[] starts = new int[size + 1];
    byte[] letters = new byte[BYTES_PER_NAME * size];
    int unnamed = 0;
    for (int track = 0; track < size; track++) {
      String id = model.tracks().id(track);
      Track named = catalogue.find(id);
      unnamed += named == null ? 1 : 0;
      String name = named == null ? id : named.getArtist() + " " + named.getTitle();
      byte[] words = Words.of(name).getBytes(StandardCharsets.UTF_8);
      int length = Math.min(words.length, NAME_BYTES_MAX);
      int end = starts[track] + length;
      if (end > letters.length) {
        letters = Arrays.copyOf(letters, Math.max(end, letters.length + letters.length / 2));
      }
      System.arraycopy(words, 0, letters, starts[track], length);
      starts[track + 1] = end;
    }
    return new NameIndex(
        index.version(), model, Arrays.copyOf(letters, starts[size]), starts, unnamed, builtAt);
  }

  /** Whose names they are. */
  public String version() {
    return version;
  }

  /** How many tracks had no name when it was built. */
  int unnamed() {
    return unnamed;
  }

  Instant builtAt() {
    return builtAt;
  }

  /**
   * The most played tracks in whose names every word of the query is, or begins a word.
   *
   * @param query as people type it
   * @param k how many at most
   * @return their ids; none for a query without words
   */
  public List<String> search(String query, int k) {
    String folded = Words.of(query);
    List<String> found = new ArrayList<>();
    if (folded.isEmpty()) {
      return found;
    }
    byte[][] words =
        Arrays.stream(folded.substring(1).split(" "))
            .map(word -> (" " + word).getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    for (int track = 0; track < starts.length - 1 && found.size() < k; track++) {
      if (hasAll(words, starts[track], starts[track + 1])) {
        found.add(model.tracks().id(track));
      }
    }
    return found;
  }

  private boolean hasAll(byte[][] words, int from, int to) {
    for (byte[] word : words) {
      if (!has(word, from, to)) {
        return false;
      }
    }
    return true;
  }

  private boolean has(byte[] word, int from, int to) {
    for (int at = from; at <= to - word.length; at++) {
      if (Arrays.equals(letters, at, at + word.length, word, 0, word.length)) {
        return true;
      }
    }
    return false;
  }
}
