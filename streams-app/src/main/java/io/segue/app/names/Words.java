package io.segue.app.names;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Folds text to words that compare as people expect: lower case, no accents, nothing but letters
 * and digits, in any script.
 */
final class Words {

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private Words() {}

  /** The words of a text with a space before each: {@code " bjork army of me"}. */
  static String of(String text) {
    String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    String words = SEPARATORS.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll(" ");
    return words.isBlank() ? "" : " " + words.strip();
  }
}
