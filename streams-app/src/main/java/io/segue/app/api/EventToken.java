package io.segue.app.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names an event by its place in {@code playlist-events}, {@code 4-17} for offset 17 of partition
 * 4: what the broker tells every producer, so whoever writes to Kafka directly can make one.
 *
 * @param partition the partition, 0 or more
 * @param offset the offset there, 0 or more
 */
record EventToken(int partition, long offset) {

  /** The query parameter that takes a token. */
  static final String PARAMETER = "after";

  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})-([0-9]{1,18})");

  /**
   * The token among the query parameters, null when it is not there.
   *
   * @throws ProblemException when it is given twice or is none
   */
  static @Nullable EventToken of(ApiRequest request) {
    String text = request.single(PARAMETER);
    if (text == null) {
      return null;
    }
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw ProblemException.badRequest(
          PARAMETER
              + " must be the token of an event: its partition, a dash and its offset, such as"
              + " 4-17, not "
              + Texts.quoted(text)
              + ".");
    }
    return new EventToken(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2)));
  }

  /** In the form that {@link #of} reads. */
  @Override
  public String toString() {
    return partition + "-" + offset;
  }
}
