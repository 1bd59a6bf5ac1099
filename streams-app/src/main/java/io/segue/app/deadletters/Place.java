package io.segue.app.deadletters;

import io.segue.schemas.BadInputException;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Where a record lies in a topic. Written {@code partition:offset}.
 *
 * @param partition from 0
 * @param offset from 0
 */
record Place(int partition, long offset) implements Comparable<Place> {

  private static final Comparator<Place> ORDER =
      Comparator.comparingInt(Place::partition).thenComparingLong(Place::offset);

  /**
   * Reads {@code partition:offset}, or an offset alone, which is one of partition 0.
   *
   * @throws BadInputException when it is neither
   */
  static Place parse(String text) {
    int colon = text.indexOf(':');
    try {
      Place place =
          colon < 0
              ? new Place(0, Long.parseLong(text))
              : new Place(
                  Integer.parseInt(text.substring(0, colon)),
                  Long.parseLong(text.substring(colon + 1)));
      if (place.partition >= 0 && place.offset >= 0) {
        return place;
      }
    } catch (NumberFormatException e) {
      throw unreadable(text, e);
    }
    throw unreadable(text, null);
  }

  private static BadInputException unreadable(String text, @Nullable Throwable cause) {
    return new BadInputException(
        "'"
            + text
            + "' is no place of a record; write partition:offset, as 'dlq list' prints it, or the"
            + " offset alone.",
        cause);
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return partition + ":" + offset;
  }
}
