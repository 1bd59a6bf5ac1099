package io.segue.app.topology;

import io.segue.app.rules.LearningGate;
import io.segue.schemas.EventRules;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.PlaylistHistory;
import io.segue.schemas.StoredPlaylist;
import io.segue.schemas.Succession;
import io.segue.schemas.Successions;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * Folds events into the store of playlists, and hands on what they say about which track follows
 * which.
 *
 * <p>An event that breaks the {@linkplain EventRules rules} throws {@link
 * io.segue.schemas.InvalidEventException}, which {@link InvalidEventHandler} turns into a dead
 * letter.
 */
final class PlaylistProcessor implements Processor<String, PlaylistEvent, String, Succession> {

  private final PlaylistHistory history;
  private final PlaylistProgress progress;
  private final AppliedEvents watch;
  private final int learningSteps;
  private final LearningGate gate;
  private ProcessorContext<String, Succession> context;
  private KeyValueStore<String, StoredPlaylist> playlists;

  @NullUnmarked // Kafka Streams calls init before anything else
  PlaylistProcessor(
      PlaylistHistory history,
      PlaylistProgress progress,
      AppliedEvents watch,
      int learningSteps,
      LearningGate gate) {
    this.history = history;
    this.progress = progress;
    this.watch = watch;
    this.learningSteps = learningSteps;
    this.gate = gate;
  }

  @Override
  public void init(ProcessorContext<String, Succession> context) {
    this.context = context;
    playlists = context.getStateStore(PlaylistTopology.PLAYLISTS_STORE);
    watch.open(context);
  }

  @Override
  public void process(Record<String, PlaylistEvent> record) {
    try {
      fold(record);
    } finally {
      noteProgress(record.timestamp());
    }
  }

  @Override
  public void close() {
    watch.close();
    progress.forget(context.taskId().partition());
  }

  private void fold(Record<String, PlaylistEvent> record) {
    String playlistId = record.key();
    PlaylistEvent event = record.value();
    EventRules.check(playlistId, event);
    StoredPlaylist before = playlists.get(playlistId);
    StoredPlaylist after = history.update(before, event);
    if (after != before) { // the history returns the very playlist that did not change
      watch.applied(playlistId, before, event);
      playlists.put(playlistId, after);
      learn(before, record);
    }
  }

  /** Hands on what the event says about which track follows which. */
  private void learn(@Nullable StoredPlaylist before, Record<String, PlaylistEvent> record) {
    RecordMetadata at = context.recordMetadata().orElse(null);
    if (learningSteps == 0
        || before == null
        || at == null
        || !gate.admits(at.partition(), at.offset())) {
      return;
    }
    Successions.Place place =
        new Successions.Place(at.partition(), at.offset(), record.timestamp());
    for (Successions.Told told :
        Successions.of(before.state(), record.value(), learningSteps, place)) {
      context.forward(new Record<>(told.track(), told.succession(), record.timestamp()));
    }
  }

  private void noteProgress(long recordedAt) {
    context
        .recordMetadata()
        .ifPresent(
            at -> progress.reached(at.partition(), at.offset(), Instant.ofEpochMilli(recordedAt)));
  }
}
