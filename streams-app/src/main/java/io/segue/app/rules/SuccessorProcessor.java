package io.segue.app.rules;

import io.segue.schemas.Succession;
import io.segue.schemas.SuccessorHistory;
import io.segue.schemas.TrackSuccessors;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
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
 * once, if that was not done within the last second, else when the second is over. So there is at
 * most one announcement a track and second, however popular the track is.
 *
 * <p>What waits to be announced is marked in the store too. An instance that takes the store over
 * looks through it once and goes on where the other one stopped.
 */
public final class SuccessorProcessor
    implements Processor<String, Succession, String, TrackSuccessors> {

  /** How long a track must wait between two announcements. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Duration TICK = Duration.ofMillis(250);

  private final SuccessorHistory history;
  private final String storeName;
  private final Set<String> waiting = new LinkedHashSet<>();
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
    if (isDue(now, context.currentSystemTimeMs())) {
      announce(track, now);
    } else {
      successors.put(track, now);
      waiting.add(track);
    }
  }

  private static boolean isDue(TrackSuccessors kept, long nowMs) {
    // A clock that was set back must not keep a track from being announced for long.
    return Math.abs(nowMs - kept.getAnnouncedAt()) >= PAUSE.toMillis();
  }

  private void announceWaiting(long nowMs) {
    if (!tookOver) {
      takeOver();
      tookOver = true;
    }
    for (Iterator<String> tracks = waiting.iterator(); tracks.hasNext(); ) {
      String track = tracks.next();
      TrackSuccessors kept = successors.get(track);
      if (kept == null || kept.getAnnounced()) {
        tracks.remove();
      } else if (isDue(kept, nowMs)) {
        announce(track, kept);
        tracks.remove();
      }
    }
  }

  private void takeOver() {
    try (KeyValueIterator<String, TrackSuccessors> all = successors.all()) {
      while (all.hasNext()) {
        KeyValue<String, TrackSuccessors> kept = all.next();
        if (!kept.value.getAnnounced()) {
          waiting.add(kept.key);
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
