package io.segue.trainer.card;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * One run of the trainer.
 *
 * @param id tells it from other runs; later ones sort after earlier ones
 * @param startedAt when it began
 */
public record Run(String id, Instant startedAt) {

  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /** A run that begins now. */
  public static Run starting(Clock clock) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new Run(ID.format(now), now);
  }

  /** The same under another id. */
  Run withId(String other) {
    return new Run(other, startedAt);
  }
}
