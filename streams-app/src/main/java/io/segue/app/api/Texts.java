package io.segue.app.api;

import java.util.Collection;
import java.util.Locale;

/** How sentences for clients name what the client sent. */
final class Texts {

  private static final int QUOTED_MAX = 60;
  private static final int TYPO_DISTANCE_MAX = 2;

  private Texts() {}

  /** In quotes, cut short, and without control characters. */
  static String quoted(String text) {
    String start = text.length() <= QUOTED_MAX ? text : text.substring(0, QUOTED_MAX) + "…";
    StringBuilder clean = new StringBuilder("'");
    start.chars().forEach(c -> clean.append(Character.isISOControl(c) ? '?' : (char) c));
    return clean.append('\'').toString();
  }

  /** A question to append when {@code given} looks like a misspelt {@code known}, else nothing. */
  static String didYouMean(String given, Collection<String> known) {
    if (given.length() > QUOTED_MAX) {
      return "";
    }
    return known.stream()
        .filter(candidate -> distance(lower(given), lower(candidate)) <= TYPO_DISTANCE_MAX)
        .findFirst()
        .map(candidate -> " Did you mean " + candidate + "?")
        .orElse("");
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Levenshtein's edit distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
