package io.segue.app.deadletters;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Bytes and texts of strangers, made fit for a terminal: what a record holds must not be able to
 * move the cursor or colour the screen.
 */
final class Printable {

  private static final int HEX_COLUMNS = 16;

  private Printable() {}

  /** The text with its control characters written as {@code \\u001b}; null is a dash. */
  static String line(@Nullable String text) {
    if (text == null) {
      return "-";
    }
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                clean.append("\\u%04x".formatted(c));
              } else {
                clean.appendCodePoint(c);
              }
            });
    return clean.toString();
  }

  /** As {@link #line(String)}, and no longer than so many characters. */
  static String line(@Nullable String text, int charactersMax) {
    String line = line(text);
    return line.length() <= charactersMax ? line : line.substring(0, charactersMax - 1) + "…";
  }

  /** The bytes as text; null when they are not UTF-8, or not there. */
  static @Nullable String utf8(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** The bytes as text if they are UTF-8, else as hexadecimal digits; null is {@code null}. */
  static String textOrHex(byte @Nullable [] bytes) {
    if (bytes == null) {
      return "null";
    }
    String text = utf8(bytes);
    return text == null ? "0x" + HexFormat.of().formatHex(bytes) : line(text);
  }

  /** The bytes as a table of hexadecimal digits, with their places and what is ASCII of them. */
  static String hexTable(byte[] bytes, String indent) {
    StringBuilder table = new StringBuilder();
    HexFormat hex = HexFormat.ofDelimiter(" ");
    for (int from = 0; from < bytes.length; from += HEX_COLUMNS) {
      int to = Math.min(bytes.length, from + HEX_COLUMNS);
      StringBuilder ascii = new StringBuilder();
      for (int i = from; i < to; i++) {
        ascii.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '.');
      }
      table.append(
          "%s%06x  %-47s  %s%n".formatted(indent, from, hex.formatHex(bytes, from, to), ascii));
    }
    return table.toString();
  }
}
