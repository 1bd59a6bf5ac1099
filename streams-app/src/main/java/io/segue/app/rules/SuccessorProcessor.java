package io.segue.app.rules;

import io.segue.schemas.Succession;
import io.segue.schemas.SuccessorHistory;
import io.segue.schemas.TrackSuccessors;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.NullUnmarked;

/**
 * Folds successions into the store of successors, and announces what has changed of a track: at
 * once, if that was not done in the same second, else when the second is over. So there is at most
 * one announcement a track and second, however popular the track is. Seconds begin at another
 * moment for each track, lest all that waits be announced together.
 *
 * <p>What waits to be announced is marked in the store too. An instance that takes the store over
 * looks through it once and goes on where the other one stopped.
 */
public final class SuccessorProcessor
    implements Processor<String, Succession, String, TrackSuccessors> {

  /** A track is announced once in so long a time at most. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Duration TICK = Duration.ofMillis(50);

  /** A track that is to be announced as soon as a moment has come. */
  private record Waiting(String track, long dueMs) {}

  private final SuccessorHistory history;
  private final String storeName;
  private final Set<String> waiting = new HashSet<>();
  private final PriorityQueue<Waiting> due =
      new PriorityQueue<>(Comparator.comparingLong(Waiting::dueMs));
  private ProcessorContext<String, TrackSuccessors> context;
  private KeyValueStore<String, TrackSuccessors> successors;
  private boolean tookOver;

  /**
   * @param storeName the store that it keeps
   */
  @NullUnmarked // Kafka Streams calls init before anything else
  public SuccessorProcessor(SuccessorHistory history, String storeName) {
    this.history = history;
    this.storeName = storeName;
  }

  @Override
  public void init(ProcessorContext<String, TrackSuccessors> context) {
    this.context = context;
    successors = context.getStateStore(storeName);
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::announceWaiting);
  }

  @Override
  public void process(Record<String, Succession> record) {
    String track = record.key();
    TrackSuccessors now = history.apply(successors.get(track), record.value());
    long nowMs = context.currentSystemTimeMs();
    if (mayBeAnnounced(track, now, nowMs)) {
      announce(track, now);
    } else {
      successors.put(track, now);
      announceLater(track, nowMs);
    }
  }

  private static boolean mayBeAnnounced(String track, TrackSuccessors kept, long nowMs) {
    return second(track, nowMs) != second(track, kept.getAnnouncedAt());
  }

  /** In which of the track's own seconds a moment is. */
  private static long second(String track, long atMs) {
    return Math.floorDiv(atMs + startMs(track), PAUSE.toMillis());
  }

  private static long startMs(String track) {
    return Math.floorMod(track.hashCode(), PAUSE.toMillis());
  }

  /** Has the track announced in its next second. */
  private void announceLater(String track, long nowMs) {
    if (waiting.add(track)) {
      due.add(new Waiting(track, (second(track, nowMs) + 1) * PAUSE.toMillis() - startMs(track)));
    }
  }

  private void announceWaiting(long nowMs) {
    if (!tookOver) {
      takeOver(nowMs);
      tookOver = true;
    }
    for (Waiting next = due.peek();
        next != null && isOver(next.dueMs(), nowMs);
        next = due.peek()) {
      due.remove();
      waiting.remove(next.track());
      TrackSuccessors kept = successors.get(next.track());
      if (kept == null || kept.getAnnounced()) {
        continue; // an event has come in the meantime, and with it the announcement
      }
      if (mayBeAnnounced(next.track(), kept, nowMs)) {
        announce(next.track(), kept);
      } else {
        announceLater(next.track(), nowMs);
      }
    }
  }

  /** A clock that was set back must not keep a track from being announced for long. */
  private static boolean isOver(long dueMs, long nowMs) {
    return nowMs >= dueMs || dueMs - nowMs > PAUSE.toMillis();
  }

  private void takeOver(long nowMs) {
    try (KeyValueIterator<String, TrackSuccessors> all = successors.all()) {
      while (all.hasNext()) {
        KeyValue<String, TrackSuccessors> kept = all.next();
        if (!kept.value.getAnnounced()) {
          announceLater(kept.key, nowMs);
        }
      }
    }
  }

  private void announce(String track, TrackSuccessors kept) {
    long nowMs = context.currentSystemTimeMs();
    TrackSuccessors announced =
        new TrackSuccessors(kept.getSuccessors(), kept.getOccurrences(), nowMs, true);
    successors.put(track, announced);
    context.forward(new Record<>(track, announced, nowMs));
  }
}
