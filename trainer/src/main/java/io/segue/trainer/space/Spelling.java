package io.segue.trainer.space;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Guesses what was meant. */
final class Spelling {

  private Spelling() {}

  /** The candidate that takes the fewest edits to reach; of equals the first. */
  static String nearest(String word, Collection<String> candidates) {
    String normal = word.toLowerCase(Locale.ROOT).replace('-', '_');
    return candidates.stream()
        .min(Comparator.comparingInt(candidate -> distance(normal, candidate)))
        .orElseThrow();
  }

  /** Levenshtein's distance: insertions, deletions and replacements. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
