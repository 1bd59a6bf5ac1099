package io.segue.app.topology;

import io.segue.schemas.Topics;
import io.segue.schemas.Track;
import io.segue.schemas.serdes.RegistryUnavailableException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the latest record of every track; a null value removes the track.
 *
 * <p>It decodes the bytes itself: when a deserializer of a global store fails, Kafka Streams 4.3
 * tries to write a dead letter, which a global store cannot do, and the whole client dies of it. A
 * track that cannot be read is logged, counted and left out; it has no title until a good record
 * follows.
 */
final class TrackProcessor implements Processor<byte[], byte[], Void, Void> {

  private static final Logger log = LoggerFactory.getLogger(TrackProcessor.class);

  private final Deserializer<Track> decoder;
  private final Runnable onFault;
  private ProcessorContext<Void, Void> context;
  private KeyValueStore<String, Track> tracks;

  @NullUnmarked // Kafka Streams calls init before anything else
  TrackProcessor(Deserializer<Track> decoder, Runnable onFault) {
    this.decoder = decoder;
    this.onFault = onFault;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    this.context = context;
    tracks = context.getStateStore(PlaylistTopology.TRACKS_STORE);
  }

  @Override
  public void process(Record<byte[], byte @Nullable []> record) {
    String trackId = new String(record.key(), StandardCharsets.UTF_8);
    byte[] value = record.value();
    if (value == null) {
      tracks.delete(trackId);
      return;
    }
    Track track;
    try {
      track = decoder.deserialize(Topics.TRACKS.name(), record.headers(), value);
    } catch (RegistryUnavailableException e) { // not the record's fault: the client is to die of it
      throw e;
    } catch (RuntimeException e) {
      onFault.run();
      log.warn(
          "The track record {} cannot be read and is left out: {}", where(), e.getMessage(), e);
      return;
    }
    tracks.put(trackId, track);
  }

  private String where() {
    return context
        .recordMetadata()
        .map(at -> "at offset " + at.offset() + " of " + at.topic() + "-" + at.partition())
        .orElse("at an unknown place");
  }
}
