package io.segue.app.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * How far this instance has come in each partition of {@code playlist-events} that it owns, and a
 * place to wait until it has come further.
 *
 * <p>Written by the stream threads, one per partition at a time; read and waited on by any thread.
 * A stream thread pays for those who wait only while somebody does.
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
  private final Map<Integer, Long> committed = new ConcurrentHashMap<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition advanced = lock.newCondition();

  /** Notes that the event at {@code offset} of {@code partition} has been dealt with. */
  public void reached(int partition, long offset, Instant recordedAt) {
    positions.put(partition, new Position(offset, recordedAt));
    tellThoseWhoWait();
  }

  /**
   * Notes that the group has committed the events of {@code partition} before {@code end}: whoever
   * has the partition has a store that holds them, also where it applied none of them itself.
   */
  public void committed(int partition, long end) {
    committed.merge(partition, end, Math::max);
    tellThoseWhoWait();
  }

  /** Forgets a partition that has moved to another instance. */
  public void forget(int partition) {
    positions.remove(partition);
  }

  /** The last event processed since this instance took the partition over; null if none yet. */
  public @Nullable Position of(int partition) {
    return positions.get(partition);
  }

  /**
   * Waits until the event at {@code offset} of {@code partition} has been dealt with.
   *
   * @param limit how long; zero only looks
   * @return whether it has been; false also when the calling thread was interrupted, which then
   *     stays so
   */
  public boolean await(int partition, long offset, Duration limit) {
    if (has(partition, offset)) {
      return true;
    }
    long left = limit.toNanos();
    waiting.incrementAndGet(); // before looking again: a stream thread looks after it has written
    lock.lock();
    try {
      while (!has(partition, offset)) {
        if (left <= 0) {
          return false;
        }
        left = advanced.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
      waiting.decrementAndGet();
    }
  }

  private boolean has(int partition, long offset) {
    Position position = positions.get(partition);
    return (position != null && position.offset() >= offset)
        || committed.getOrDefault(partition, 0L) > offset;
  }

  private void tellThoseWhoWait() {
    if (waiting.get() == 0) {
      return;
    }
    lock.lock();
    try {
      advanced.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
