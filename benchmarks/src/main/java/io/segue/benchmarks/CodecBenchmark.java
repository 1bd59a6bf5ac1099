package io.segue.benchmarks;

import io.segue.schemas.Action;
import io.segue.schemas.AvroSerdes;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.PlaylistHistory;
import io.segue.schemas.PlaylistState;
import io.segue.schemas.StoredPlaylist;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Serde;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What an event does to a stored playlist: its value is read, changed and written, or updated as
 * the bytes that it is. A copy of the value's bytes is what nobody can do without.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {

  private static final String TOPIC = "playlists";

  /** The playlist's length. */
  @Param({"40", "300"})
  public int tracks;

  private final Serde<PlaylistState> serde = AvroSerdes.storeSerde(PlaylistState.class);
  private final Serde<StoredPlaylist> stored = StoredPlaylist.serde();
  private final PlaylistHistory history = new PlaylistHistory(PlaylistHistory.TRACKS_MAX_DEFAULT);
  private PlaylistState state = new PlaylistState();
  private PlaylistEvent event = new PlaylistEvent();
  private byte[] bytes = {};

  /** Makes the playlist. */
  @Setup
  public void prepare() {
    state = InventedPlaylist.of(InventedTracks.ids(tracks));
    bytes = serde.serializer().serialize(TOPIC, state);
    event =
        new PlaylistEvent(
            "one-more", "playlist", null, "another track", Action.ADD, Instant.EPOCH, "bench");
  }

  /** The value's bytes to a state. */
  @Benchmark
  public PlaylistState decode() {
    return serde.deserializer().deserialize(TOPIC, bytes);
  }

  /** A state to its bytes. */
  @Benchmark
  public byte[] encode() {
    return serde.serializer().serialize(TOPIC, state);
  }

  /** The playlist with one track more. */
  @Benchmark
  public PlaylistState fold() {
    return history.apply(state, event);
  }

  /** From the value's bytes to those with one track more, by way of the state. */
  @Benchmark
  public byte[] rewrite() {
    PlaylistState before = serde.deserializer().deserialize(TOPIC, bytes);
    return serde.serializer().serialize(TOPIC, history.apply(before, event));
  }

  /** The same, as the topology does it. */
  @Benchmark
  public byte[] update() {
    StoredPlaylist before = stored.deserializer().deserialize(TOPIC, bytes);
    return stored.serializer().serialize(TOPIC, history.update(before, event));
  }

  /** The value's bytes as they are. */
  @Benchmark
  public byte[] copy() {
    return bytes.clone();
  }
}
