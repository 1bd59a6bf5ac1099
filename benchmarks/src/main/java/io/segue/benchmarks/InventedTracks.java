package io.segue.benchmarks;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Ids of tracks that there are not: 22 letters and digits, as Spotify's. */
final class InventedTracks {

  /** The length of an id. */
  static final int ID_LENGTH = 22;

  private static final String LETTERS =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private InventedTracks() {}

  /** So many ids, the same ones each time. */
  static List<String> ids(int count) {
    Random random = new Random(1);
    return IntStream.range(0, count).mapToObj(i -> id(random)).toList();
  }

  private static String id(Random random) {
    StringBuilder id = new StringBuilder(ID_LENGTH);
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return id.toString();
  }
}
