package io.segue.app.deadletters;

import io.segue.schemas.BadInputException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options that choose dead letters: put it into a command as picocli's {@code @Mixin}. What is
 * chosen fits all the options that are given.
 */
final class Selection {

  @Option(
      names = "--offsets",
      paramLabel = "PLACES",
      split = ",",
      description =
          "Dead letters by place: '0:17', '17', or a range of offsets '0:17-25'; several with"
              + " commas.")
  private List<String> offsets = List.of();

  @Option(
      names = "--cause",
      paramLabel = "TEXT",
      description = "Those whose exception or message has this text in it; case does not matter.")
  private @Nullable String cause;

  @Option(names = "--key", description = "Those with this key.")
  private @Nullable String key;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Those of this time or later, such as 2026-11-22T03:00:00Z.")
  private @Nullable Instant since;

  @Option(names = "--until", paramLabel = "TIME", description = "Those of before this time.")
  private @Nullable Instant until;

  private @Nullable List<PlaceRange> ranges;

  /** Offsets of a partition, both ends included. */
  private record PlaceRange(int partition, long from, long to) {

    static PlaceRange parse(String text) {
      int dash = text.indexOf('-');
      Place from = Place.parse(dash < 0 ? text.strip() : text.substring(0, dash).strip());
      long to = dash < 0 ? from.offset() : Place.parse(text.substring(dash + 1).strip()).offset();
      if (to < from.offset()) {
        throw new BadInputException(
            "The range of offsets '" + text + "' ends before it begins; write the smaller first.");
      }
      return new PlaceRange(from.partition(), from.offset(), to);
    }

    boolean contains(Place place) {
      return place.partition() == partition && place.offset() >= from && place.offset() <= to;
    }
  }

  /** Whether any option was given. */
  boolean isGiven() {
    return !offsets.isEmpty() || cause != null || key != null || since != null || until != null;
  }

  /**
   * Whether the dead letter is one of the chosen.
   *
   * @throws BadInputException when {@code --offsets} cannot be understood
   */
  boolean includes(DeadLetter letter) {
    return isAtPlace(letter.place())
        && (cause == null || hasCause(letter, cause.toLowerCase(Locale.ROOT)))
        && (key == null || key.equals(textOf(letter.key())))
        && (since == null || !letter.time().isBefore(since))
        && (until == null || letter.time().isBefore(until));
  }

  private boolean isAtPlace(Place place) {
    List<PlaceRange> parsed = ranges;
    if (parsed == null) {
      parsed = new ArrayList<>();
      for (String text : offsets) {
        parsed.add(PlaceRange.parse(text));
      }
      ranges = parsed;
    }
    return parsed.isEmpty() || parsed.stream().anyMatch(range -> range.contains(place));
  }

  private static boolean hasCause(DeadLetter letter, String wanted) {
    String message = letter.message() == null ? "" : letter.message();
    return (letter.exception() + "\n" + message).toLowerCase(Locale.ROOT).contains(wanted);
  }

  private static @Nullable String textOf(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }
}
