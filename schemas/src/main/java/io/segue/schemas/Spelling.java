package io.segue.schemas;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which known name was meant by one that is not known. */
public final class Spelling {

  /** So many edits at most: further off, a guess would be a riddle. */
  private static final int EDITS_MAX = 2;

  /** One edit for each so many letters: of three letters, one at most may be wrong. */
  private static final int LETTERS_PER_EDIT = 3;

  private Spelling() {}

  /**
   * The known name that takes the fewest edits to reach, if these are few; of equals the first.
   * Upper and lower case, hyphens and underscores count as the same.
   */
  public static Optional<String> meant(String given, Collection<String> known) {
    String normal = normal(given);
    int editsMax = Math.clamp(given.length() / LETTERS_PER_EDIT, 1, EDITS_MAX);
    return known.stream()
        // A text of any length may come from a client, and what edits() does grows with it.
        .filter(name -> Math.abs(name.length() - normal.length()) <= editsMax)
        .filter(name -> edits(normal, normal(name)) <= editsMax)
        .min(Comparator.comparingInt(name -> edits(normal, normal(name))));
  }

  private static String normal(String name) {
    return name.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  /** Levenshtein's distance: insertions, deletions and replacements. */
  private static int edits(String a, String b) {
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
