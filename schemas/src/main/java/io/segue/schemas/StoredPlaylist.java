package io.segue.schemas;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * A playlist as its store and the store's changelog keep it: the bytes of a {@link PlaylistState}
 * in Avro's single-object encoding. They are decoded when somebody asks for the state, and not for
 * most of the events that change it ({@link PlaylistHistory#update}).
 *
 * <p>Thread-safe, and immutable as long as nobody writes to the bytes: the serde passes them on and
 * copies nothing.
 */
public final class StoredPlaylist {

  private static final Serde<PlaylistState> STATES = AvroSerdes.storeSerde(PlaylistState.class);

  /** What a playlist is before its first event. */
  static final StoredPlaylist EMPTY =
      of(new PlaylistState(null, List.of(), List.of(), List.of(), ByteBuffer.allocate(0), 0L, 0L));

  private final byte[] bytes;
  private final @Nullable String topic;

  /** Found out when first needed; two threads may both do it, and find the same. */
  private @Nullable PlaylistLayout layout;

  private StoredPlaylist(byte[] bytes, @Nullable String topic) {
    this.bytes = bytes;
    this.topic = topic;
  }

  /** The playlist in the state, which is not kept. */
  public static StoredPlaylist of(PlaylistState state) {
    return new StoredPlaylist(STATES.serializer().serialize(null, state), null);
  }

  static StoredPlaylist ofBytes(byte[] bytes) {
    return new StoredPlaylist(bytes, null);
  }

  /** The serde of the store's values: what it reads is the value's bytes, whatever they are. */
  public static Serde<StoredPlaylist> serde() {
    return Serdes.serdeFrom(
        (topic, playlist) -> playlist == null ? null : playlist.bytes,
        (topic, bytes) -> bytes == null ? null : new StoredPlaylist(bytes, topic));
  }

  /**
   * Decodes the playlist, anew each time.
   *
   * @throws org.apache.kafka.common.errors.SerializationException saying what is wrong with the
   *     bytes
   */
  public PlaylistState state() {
    return Objects.requireNonNull(STATES.deserializer().deserialize(topic, bytes));
  }

  /**
   * How many tracks it has, which costs less than decoding them.
   *
   * @throws org.apache.kafka.common.errors.SerializationException as {@link #state} does
   */
  public int trackCount() {
    PlaylistLayout known = layout();
    return known == null ? state().getTracks().size() : known.trackCount();
  }

  /** Where what lies in the bytes; null when they are not laid out as they are written today. */
  @Nullable PlaylistLayout layout() {
    PlaylistLayout known = layout;
    if (known == null) {
      known = PlaylistLayout.of(bytes);
      layout = known;
    }
    return known;
  }
}
