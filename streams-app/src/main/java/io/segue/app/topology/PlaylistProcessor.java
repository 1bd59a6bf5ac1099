package io.segue.app.topology;

import io.segue.schemas.EventRules;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.PlaylistHistory;
import io.segue.schemas.PlaylistState;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.NullUnmarked;

/**
 * Folds events into the store of playlists.
 *
 * <p>An event that breaks the {@linkplain EventRules rules} throws {@link
 * io.segue.schemas.InvalidEventException}, which {@link InvalidEventHandler} turns into a dead
 * letter.
 */
final class PlaylistProcessor implements Processor<String, PlaylistEvent, Void, Void> {

  private final PlaylistHistory history;
  private final PlaylistProgress progress;
  private final AppliedEvents watch;
  private ProcessorContext<Void, Void> context;
  private KeyValueStore<String, PlaylistState> playlists;

  @NullUnmarked // Kafka Streams calls init before anything else
  PlaylistProcessor(PlaylistHistory history, PlaylistProgress progress, AppliedEvents watch) {
    this.history = history;
    this.progress = progress;
    this.watch = watch;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    this.context = context;
    playlists = context.getStateStore(PlaylistTopology.PLAYLISTS_STORE);
    watch.open(context);
  }

  @Override
  public void process(Record<String, PlaylistEvent> record) {
    try {
      fold(record.key(), record.value());
    } finally {
      noteProgress(record.timestamp());
    }
  }

  @Override
  public void close() {
    watch.close();
    progress.forget(context.taskId().partition());
  }

  @SuppressWarnings("ReferenceEquality") // the history returns the very state that did not change
  private void fold(String playlistId, PlaylistEvent event) {
    EventRules.check(playlistId, event);
    PlaylistState before = playlists.get(playlistId);
    PlaylistState after = history.apply(before, event);
    if (after != before) {
      watch.applied(playlistId, before, event);
      playlists.put(playlistId, after);
    }
  }

  private void noteProgress(long recordedAt) {
    context
        .recordMetadata()
        .ifPresent(
            at -> progress.reached(at.partition(), at.offset(), Instant.ofEpochMilli(recordedAt)));
  }
}
