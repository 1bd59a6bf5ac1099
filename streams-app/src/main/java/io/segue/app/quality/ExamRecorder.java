package io.segue.app.quality;

import io.segue.app.topology.AppliedEvents;
import io.segue.app.topology.PlaylistTopology;
import io.segue.schemas.Action;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.QualityTally;
import io.segue.schemas.StoredPlaylist;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * Hands the events of one partition to the {@link Examiner}, and writes the outcomes into the
 * partition's part of the store {@code quality} once a second, in the stream's own transaction. So
 * they move with the partition, survive the instance, and count once at most: outcomes that were
 * not written when an instance dies are lost.
 *
 * <p>For a trial, a playlist counts once, by its first outcome: then the side that it is on is as
 * good as drawn when it is counted, which is what the trial's test rests on. Which playlists were
 * counted, and in which trial, is kept in the store {@code trial-playlists}.
 */
public final class ExamRecorder implements AppliedEvents {

  private static final Duration WRITE_EVERY = Duration.ofSeconds(1);
  private static final Duration TIDY_EVERY = Duration.ofMinutes(10);

  /** How long windows are kept. */
  static final Duration KEPT = Duration.ofHours(24);

  /** What is added to one value of the store. */
  private static final class Addition {
    private RankCounts counts = RankCounts.NONE;
    private @Nullable DistinctSketch shown;
  }

  private final Examiner examiner;
  private final ExamCounters counters;
  private final Clock clock;
  private final Queue<ExamOutcome> outcomes = new ConcurrentLinkedQueue<>();
  private ProcessorContext<?, ?> context;
  private KeyValueStore<String, QualityTally> quality;
  private KeyValueStore<String, Long> trialPlaylists;

  /**
   * @param examiner shared by all partitions of the instance
   * @param counters as well
   * @param clock tells which windows are old
   */
  @NullUnmarked // the stream calls open before anything else
  public ExamRecorder(Examiner examiner, ExamCounters counters, Clock clock) {
    this.examiner = examiner;
    this.counters = counters;
    this.clock = clock;
  }

  @Override
  public void open(ProcessorContext<?, ?> context) {
    this.context = context;
    quality = context.getStateStore(PlaylistTopology.QUALITY_STORE);
    trialPlaylists = context.getStateStore(PlaylistTopology.TRIAL_PLAYLISTS_STORE);
    context.schedule(WRITE_EVERY, PunctuationType.WALL_CLOCK_TIME, at -> write());
    context.schedule(TIDY_EVERY, PunctuationType.WALL_CLOCK_TIME, at -> tidy());
  }

  @Override
  public void applied(String playlistId, @Nullable StoredPlaylist before, PlaylistEvent event) {
    RecordMetadata at = context.recordMetadata().orElse(null);
    if (at != null && (event.getAction() == Action.ADD || event.getAction() == Action.PLAY)) {
      EventPlace place = new EventPlace(at.partition(), at.offset());
      examiner.offer(playlistId, before, event, place, outcomes::add);
    }
  }

  private void write() {
    Map<String, Addition> additions = new HashMap<>();
    ExamOutcome outcome;
    while ((outcome = outcomes.poll()) != null) {
      counters.count(outcome);
      for (EventSlice slice : outcome.slices()) {
        String key = QualityKeys.window(outcome.at(), outcome.version(), slice);
        add(additions.computeIfAbsent(key, k -> new Addition()), outcome, slice == EventSlice.ALL);
      }
      TrialSide side = outcome.side();
      if (side != null && isFirstOfItsPlaylist(outcome.playlistId(), side)) {
        add(additions.computeIfAbsent(QualityKeys.side(side), k -> new Addition()), outcome, false);
      }
    }
    additions.forEach(this::write);
  }

  private static void add(Addition addition, ExamOutcome outcome, boolean showing) {
    addition.counts = addition.counts.with(outcome.rank());
    if (showing) {
      DistinctSketch sketch = addition.shown == null ? new DistinctSketch() : addition.shown;
      for (long track : outcome.shown()) {
        sketch.add(track);
      }
      addition.shown = sketch;
    }
  }

  private boolean isFirstOfItsPlaylist(String playlistId, TrialSide side) {
    Long counted = trialPlaylists.get(playlistId);
    if (counted != null && counted == side.startedAtMs()) {
      return false;
    }
    trialPlaylists.put(playlistId, side.startedAtMs());
    return true;
  }

  private void write(String key, Addition addition) {
    QualityTally before = quality.get(key);
    RankCounts counts = addition.counts;
    DistinctSketch shown = addition.shown;
    if (before != null) {
      counts = counts.plus(RankCounts.of(before));
      if (shown != null) {
        shown.merge(before.getShown());
      }
    }
    quality.put(
        key,
        QualityTally.newBuilder()
            .setQuestions(counts.questions())
            .setRanks(counts.ranks())
            .setShown(shown == null ? ByteBuffer.allocate(0) : shown.bytes())
            .build());
  }

  private void tidy() {
    Instant oldest = clock.instant().minus(KEPT);
    try (KeyValueIterator<String, QualityTally> old =
        quality.range(QualityKeys.windowsFrom(Instant.EPOCH), QualityKeys.windowsFrom(oldest))) {
      while (old.hasNext()) {
        KeyValue<String, QualityTally> window = old.next();
        quality.delete(window.key);
      }
    }
  }

  @Override
  public void close() {
    outcomes.clear();
  }
}
