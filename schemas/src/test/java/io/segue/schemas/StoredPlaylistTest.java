package io.segue.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.schemas.serdes.RecordSerializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An update of the bytes is held together with the one of the state, byte for byte. */
class StoredPlaylistTest {

  private static final String TOPIC = "segue-playlists-changelog";
  private static final int HEADER_BYTES = 10;
  private static final Action[] ACTIONS = {
    Action.ADD, Action.ADD, Action.ADD, Action.PLAY, Action.PLAY, Action.REMOVE, Action.SKIP
  };
  private static final String[] LETTERS = {"a", "ö", "曲", "🎵", " ", "|", "\uFFFD"};

  private final Serde<StoredPlaylist> serde = StoredPlaylist.serde();
  private final Serde<PlaylistState> states = AvroSerdes.storeSerde(PlaylistState.class);
  private Random random = new Random(1);

  private byte[] bytes(@Nullable StoredPlaylist playlist) {
    return Objects.requireNonNull(serde.serializer().serialize(TOPIC, playlist));
  }

  private byte[] bytes(PlaylistState state) {
    return Objects.requireNonNull(states.serializer().serialize(TOPIC, state));
  }

  private StoredPlaylist stored(byte[] bytes) {
    return Objects.requireNonNull(serde.deserializer().deserialize(TOPIC, bytes));
  }

  /** Ids of one to some hundred bytes, so that lengths and counts take one or two bytes. */
  private String id(int kinds) {
    int kind = random.nextInt(kinds);
    return LETTERS[kind % LETTERS.length].repeat(1 + kind % 50) + kind;
  }

  private @Nullable String user() {
    return switch (random.nextInt(6)) {
      case 0 -> "anna";
      case 1 -> "Zoë";
      case 2 -> "u".repeat(70);
      default -> null;
    };
  }

  private PlaylistEvent event(int kinds, int eventIds) {
    long time =
        switch (random.nextInt(4)) {
          case 0 -> random.nextLong(-62_135_596_800_000L, 253_402_300_800_000L);
          case 1 -> random.nextInt(-200, 200);
          default -> 1_700_000_000_000L + random.nextInt();
        };
    return new PlaylistEvent(
        "e" + random.nextInt(eventIds),
        "p",
        user(),
        id(kinds),
        ACTIONS[random.nextInt(ACTIONS.length)],
        Instant.ofEpochMilli(time),
        null);
  }

  /**
   * Few tracks and event ids, so that removals hit, skipped tracks come back and duplicates are
   * frequent; bounds that are reached, and one that is not.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 70, 1_000})
  void anUpdateWritesWhatDecodingApplyingAndEncodingWrites(int tracksMax) {
    PlaylistHistory history = new PlaylistHistory(tracksMax);
    for (int run = 0; run < 20; run++) {
      random = new Random(1_000L * tracksMax + run);
      int kinds = 2 + random.nextInt(200);
      int eventIds = 50 + random.nextInt(2_000);
      PlaylistState state = null;
      byte[] bytes = null;
      for (int i = 0; i < 400; i++) {
        PlaylistEvent event = event(kinds, eventIds);
        PlaylistState after = history.apply(state, event);
        StoredPlaylist before = bytes == null ? null : stored(bytes);
        StoredPlaylist updated = history.update(before, event);
        assertThat(bytes(updated)).as("run %d, event %d", run, i).isEqualTo(bytes(after));
        assertThat(updated.state()).isEqualTo(after);
        assertThat(updated.trackCount()).isEqualTo(after.getTracks().size());
        if (state != null && after.getEventCount() == state.getEventCount()) {
          assertThat(updated).isSameAs(before);
        }
        state = after;
        bytes = bytes(updated);
      }
    }
  }

  @Test
  void aLoweredBoundIsKeptToAtTheNextEvent() {
    PlaylistHistory longer = new PlaylistHistory(10);
    PlaylistHistory shorter = new PlaylistHistory(3);
    PlaylistState state = null;
    for (int i = 0; i < 200; i++) {
      state = longer.apply(state, event(20, 10_000));
    }
    PlaylistState before = Objects.requireNonNull(state);
    PlaylistEvent event = event(20, 10_000);
    event.setAction(Action.ADD);
    event.setEventId("another");

    StoredPlaylist after = shorter.update(StoredPlaylist.of(before), event);

    assertThat(bytes(after)).isEqualTo(bytes(shorter.apply(before, event)));
    assertThat(after.trackCount()).isEqualTo(3);
  }

  @Test
  void bytesOfTheFirstVersionAreUpdatedAsItsStateIs() throws IOException {
    byte[] bytes;
    try (InputStream in = getClass().getResourceAsStream("fixtures/PlaylistState.v1.bin")) {
      bytes = Objects.requireNonNull(in).readAllBytes();
    }
    PlaylistHistory history = new PlaylistHistory(5);
    for (Action action : List.of(Action.ADD, Action.PLAY, Action.REMOVE, Action.SKIP)) {
      for (String track : List.of("a", "c", "new")) {
        PlaylistEvent event = SampleRecords.event();
        event.setAction(action);
        event.setTrackId(track);
        assertThat(bytes(history.update(stored(bytes), event)))
            .isEqualTo(bytes(history.apply(SampleRecords.state(), event)));
      }
    }
  }

  @Test
  void arraysInSeveralBlocksAreReadAndWrittenAsOne() throws IOException {
    PlaylistHistory history = new PlaylistHistory(1_000);
    PlaylistState state = null;
    for (int i = 0; i < 300; i++) {
      state = history.apply(state, event(100, 10_000));
    }
    PlaylistState before = Objects.requireNonNull(state);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(header());
    BinaryEncoder encoder =
        new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(out, null);
    new SpecificDatumWriter<>(PlaylistState.class).write(before, encoder);
    encoder.flush();
    StoredPlaylist inBlocks = stored(out.toByteArray());
    assertThat(out.toByteArray()).isNotEqualTo(bytes(before));

    PlaylistEvent event = SampleRecords.event();

    assertThat(inBlocks.trackCount()).isEqualTo(before.getTracks().size());
    assertThat(bytes(history.update(inBlocks, event)))
        .isEqualTo(bytes(history.apply(before, event)));
  }

  @Test
  void duplicateEventReturnsTheSamePlaylist() {
    PlaylistHistory history = new PlaylistHistory(5);
    StoredPlaylist once = history.update(null, SampleRecords.event());
    assertThat(history.update(once, SampleRecords.event())).isSameAs(once);
  }

  @Test
  void unknownActionIsRefused() {
    PlaylistEvent event = SampleRecords.event();
    event.setAction(Action.UNKNOWN);
    assertThatThrownBy(() -> new PlaylistHistory(5).update(null, event))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(event.getEventId());
  }

  @Test
  void aTombstoneStaysNull() {
    assertThat(serde.serializer().serialize(TOPIC, null)).isNull();
    assertThat(serde.deserializer().deserialize(TOPIC, null)).isNull();
  }

  @Test
  void everyTruncationIsRefusedWithASentence() {
    byte[] whole = bytes(SampleRecords.state());
    for (int length = 0; length < whole.length; length++) {
      assertRefused(Arrays.copyOf(whole, length));
    }
    assertRefused(Arrays.copyOf(whole, whole.length + 1));
  }

  @Test
  void bytesOfAnotherRecordAreRefused() {
    assertRefused(
        Objects.requireNonNull(
            new RecordSerializer<>(PlaylistEvent.class, null)
                .serialize(TOPIC, SampleRecords.event())));
  }

  private void assertRefused(byte[] bytes) {
    assertThatThrownBy(() -> new PlaylistHistory(5).update(stored(bytes), SampleRecords.event()))
        .as("%d bytes", bytes.length)
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("'" + TOPIC + "'");
  }

  /**
   * What decoding finds wrong an update finds wrong, with the same words; of what can be decoded,
   * both make the same playlist.
   */
  @Test
  void damageMeansTheSameToAnUpdateAsToDecoding() {
    PlaylistHistory history = new PlaylistHistory(20);
    List<byte[]> playlists = new ArrayList<>();
    PlaylistState state = null;
    for (int i = 0; i < 60; i++) {
      state = history.apply(state, event(30, 1_000));
      playlists.add(bytes(state));
    }
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = playlists.get(random.nextInt(playlists.size())).clone();
      for (int hit = 0; hit <= random.nextInt(3); hit++) {
        int at = HEADER_BYTES + random.nextInt(damaged.length - HEADER_BYTES);
        damaged[at] = (byte) random.nextInt(256);
      }
      PlaylistEvent event = event(30, 1_000);
      String fault = null;
      PlaylistState expected = null;
      try {
        expected = history.apply(states.deserializer().deserialize(TOPIC, damaged), event);
      } catch (SerializationException e) {
        fault = e.getMessage();
      } catch (IndexOutOfBoundsException e) { // a REMOVE where there are fewer times than tracks
        continue;
      }
      if (fault != null) {
        refused++;
        assertThatThrownBy(() -> history.update(stored(damaged), event))
            .isInstanceOf(SerializationException.class)
            .hasMessage(fault);
      } else {
        assertThat(history.update(stored(damaged), event).state()).isEqualTo(expected);
      }
    }
    assertThat(refused).isPositive();
  }

  private static byte[] header() {
    byte[] header = new RecordSerializer<>(PlaylistState.class, null).singleObjectHeader();
    assertThat(header).hasSize(HEADER_BYTES);
    assertThat(ByteBuffer.wrap(header).getShort()).isEqualTo((short) 0xC301);
    return header;
  }
}
