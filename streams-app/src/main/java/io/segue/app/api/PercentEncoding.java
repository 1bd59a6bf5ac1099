package io.segue.app.api;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Percent-encoded UTF-8, read strictly: what is not well-formed is refused, never guessed at. */
final class PercentEncoding {

  private static final int HEX = 16;

  private PercentEncoding() {}

  /**
   * Decodes a segment of a path or a part of a query.
   *
   * @param plusIsSpace whether a plus sign stands for a space, as it does in queries
   * @throws ProblemException when it is not well-formed
   */
  static String decode(String raw, boolean plusIsSpace) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        bytes.write(octet(raw, i));
        i += 2;
      } else if (c == '+' && plusIsSpace) {
        bytes.write(' ');
      } else {
        bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw ProblemException.badRequest(
          Texts.quoted(raw) + " is not percent-encoded UTF-8: its bytes are not UTF-8.");
    }
  }

  /** The parameters of a query, in the order given. */
  static Map<String, List<String>> query(String rawQuery) {
    Map<String, List<String>> parameters = new HashMap<>();
    for (String part : rawQuery.split("&", -1)) {
      if (!part.isEmpty()) {
        int equals = part.indexOf('=');
        String name = decode(equals < 0 ? part : part.substring(0, equals), true);
        String value = equals < 0 ? "" : decode(part.substring(equals + 1), true);
        parameters.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
      }
    }
    return parameters;
  }

  private static int octet(String raw, int at) {
    int high = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 1), HEX) : -1;
    int low = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 2), HEX) : -1;
    if (high < 0 || low < 0) {
      throw ProblemException.badRequest(
          Texts.quoted(raw)
              + " is not percent-encoded UTF-8: a % must be followed by two hexadecimal digits.");
    }
    return high * HEX + low;
  }
}
