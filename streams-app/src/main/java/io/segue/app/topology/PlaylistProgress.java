package io.segue.app.topology;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How far this instance has come in each partition of {@code playlist-events} that it owns.
 *
 * <p>Written by the stream threads, one per partition at a time; read by any thread.
 */
public final class PlaylistProgress {

  /**
   * The last event of a partition that was processed.
   *
   * @param offset its offset
   * @param recordedAt its record's timestamp
   */
  public record Position(long offset, Instant recordedAt) {}

  private final Map<Integer, Position> positions = new ConcurrentHashMap<>();

  /** Notes that the event at {@code offset} of {@code partition} has been dealt with. */
  public void reached(int partition, long offset, Instant recordedAt) {
    positions.put(partition, new Position(offset, recordedAt));
  }

  /** Forgets a partition that has moved to another instance. */
  public void forget(int partition) {
    positions.remove(partition);
  }

  /** The last event processed since this instance took the partition over; null if none yet. */
  public @Nullable Position of(int partition) {
    return positions.get(partition);
  }
}
