package io.segue.schemas.serdes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.SampleRecords;
import io.segue.schemas.Track;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class SingleObjectTest {

  /** A track as it might have been before title and album, with a field that is gone since. */
  private static final Schema OLD_TRACK =
      SchemaBuilder.record("Track")
          .namespace("io.segue.schemas")
          .fields()
          .requiredString("trackId")
          .requiredString("title")
          .requiredString("artist")
          .requiredInt("year")
          .endRecord();

  private final RecordSerializer<Track> serializer = new RecordSerializer<>(Track.class, null);
  private final RecordDeserializer<Track> deserializer =
      new RecordDeserializer<>(Track.class, null);

  private byte[] bytes() {
    return Objects.requireNonNull(serializer.serialize("tracks", SampleRecords.track()));
  }

  private static byte[] oldTrack() throws IOException {
    GenericRecord old = new GenericData.Record(OLD_TRACK);
    old.put("trackId", "t");
    old.put("title", "Title");
    old.put("artist", "Artist");
    old.put("year", 1999);
    ByteBuffer buffer =
        new BinaryMessageEncoder<GenericRecord>(GenericData.get(), OLD_TRACK).encode(old);
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  @Test
  void avrosOwnDecoderReadsWhatWeWriteAndWeReadWhatItWrites() throws IOException {
    Schema schema = Track.getClassSchema();
    GenericRecord read =
        new BinaryMessageDecoder<GenericRecord>(GenericData.get(), schema).decode(bytes());
    assertThat(read.get("trackId")).hasToString("Björk|||Jóga");
    ByteBuffer buffer =
        new BinaryMessageEncoder<GenericRecord>(GenericData.get(), schema).encode(read);
    byte[] written = new byte[buffer.remaining()];
    buffer.get(written);
    assertThat(deserializer.deserialize("tracks", written)).isEqualTo(SampleRecords.track());
  }

  @Test
  void tombstonesStayNull() {
    assertThat(serializer.serialize("tracks", null)).isNull();
    assertThat(deserializer.deserialize("tracks", null)).isNull();
  }

  @Test
  void anEarlierSchemaIsResolvedAgainstOurs() throws IOException {
    RecordDeserializer<Track> knowing =
        new RecordDeserializer<>(
            Track.class, new SchemaHistory(List.of(Track.getClassSchema(), OLD_TRACK)), null);
    assertThat(knowing.deserialize("tracks", oldTrack()))
        .isEqualTo(new Track("t", "Title", "Artist", null, null));
    assertThat(knowing.deserialize("tracks", bytes())).isEqualTo(SampleRecords.track());
  }

  @Test
  void anUnknownFingerprintIsToldWithWhatToDo() throws IOException {
    byte[] bytes = oldTrack();
    assertThatThrownBy(() -> deserializer.deserialize("tracks", bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessageContainingAll(
            "'tracks'", String.format("%016x", SchemaHistory.fingerprint(OLD_TRACK)), "upgrade");
  }

  @Test
  void aRecordOfAnotherTypeIsRefused() {
    byte[] event =
        new RecordSerializer<>(PlaylistEvent.class, null)
            .serialize("playlist-events", SampleRecords.event());
    assertThatThrownBy(() -> deserializer.deserialize("tracks", event))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("fingerprint");
  }

  @Test
  void jsonIsRecognisedAsSuch() {
    byte[] json = "{\"trackId\":\"t\"}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> deserializer.deserialize("tracks", json))
        .isInstanceOf(SerializationException.class)
        .hasMessageContainingAll("7B", "JSON");
  }

  @Test
  void registryBytesWithoutARegistryAreToldWithWhatToDo() {
    assertThatThrownBy(() -> deserializer.deserialize("tracks", new byte[] {0, 0, 0, 0, 7, 1, 2}))
        .isInstanceOf(SerializationException.class)
        .hasMessageContainingAll("schema 7", "schema.registry.url");
  }

  @Test
  void everyTruncationIsRefusedWithASentence() {
    byte[] whole = bytes();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> deserializer.deserialize("tracks", cut))
          .as("cut to %d bytes", length)
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("'tracks'");
    }
  }

  @Test
  void trailingBytesAreRefused() {
    byte[] longer = Arrays.copyOf(bytes(), bytes().length + 1);
    assertThatThrownBy(() -> deserializer.deserialize("tracks", longer))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("goes on");
  }

  @Test
  void randomDamageGivesARecordOrASerializationExceptionAndNothingElse() {
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      byte[] damaged = bytes();
      for (int hit = 0; hit <= random.nextInt(4); hit++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(deserializer.deserialize("tracks", damaged)).isNotNull();
      } catch (SerializationException e) {
        assertThat(e).hasMessageContaining("'tracks'");
      }
    }
  }

  @Test
  void aRecordThatLacksAFieldIsRefused() {
    Track empty = new Track();
    assertThatThrownBy(() -> serializer.serialize("tracks", empty))
        .isInstanceOf(SerializationException.class)
        .hasMessageContainingAll("Track", "'tracks'");
  }
}
