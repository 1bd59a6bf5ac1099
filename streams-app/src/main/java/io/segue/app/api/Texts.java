package io.segue.app.api;

import io.segue.schemas.Spelling;
import java.util.Collection;

/** How sentences for clients name what the client sent. */
final class Texts {

  private static final int QUOTED_MAX = 60;

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
    return Spelling.meant(given, known).map(name -> " Did you mean " + name + "?").orElse("");
  }
}
