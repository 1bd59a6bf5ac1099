package io.segue.schemas.serdes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.schemas.AvroSerdes;
import io.segue.schemas.SampleRecords;
import io.segue.schemas.Topics;
import io.segue.schemas.Track;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryWireFormatTest {

  /** A track of a later version: one more field, with a default, so that either reads the other. */
  private static final Schema NEWER_TRACK =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "Track", "namespace": "io.segue.schemas", "fields": [
                {"name": "trackId", "type": "string"},
                {"name": "title", "type": "string"},
                {"name": "mood", "type": "string", "default": "calm"},
                {"name": "artist", "type": "string"},
                {"name": "album", "type": ["null", "string"], "default": null},
                {"name": "durationMs", "type": ["null", "long"], "default": null}
              ]}
              """);

  private FakeRegistry registry;

  @BeforeEach
  void startRegistry() throws IOException {
    registry = new FakeRegistry();
    registry.register("somebody-else", "\"string\""); // so that our ids are not 0
  }

  @AfterEach
  void stopRegistry() {
    registry.close();
  }

  private Serde<Track> serde(Map<String, ?> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.putIfAbsent("schema.registry.url", registry.url());
    return AvroSerdes.from(config).valueSerde(Topics.TRACKS);
  }

  private static byte[] written(Serde<Track> serde) {
    return serde.serializer().serialize("tracks", SampleRecords.track());
  }

  private static GenericRecord decoded(byte[] bytes, Schema schema) throws IOException {
    return new GenericDatumReader<GenericRecord>(schema)
        .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
  }

  @Test
  void writesAZeroTheIdAndTheRecordAndRegistersOnce() throws IOException {
    Serde<Track> serde = serde(Map.of());
    byte[] bytes = written(serde);
    assertThat(written(serde)).isEqualTo(bytes);
    assertThat(bytes).startsWith(0, 0, 0, 0, 1);
    assertThat(decoded(bytes, Track.getClassSchema()).get("title")).hasToString("Jóga");
    assertThat(registry.requests).containsExactly("POST /subjects/tracks-value/versions");
  }

  @Test
  void readsWhatAnotherProcessWroteAndAsksForEachIdOnce() {
    byte[] bytes = written(serde(Map.of()));
    registry.requests.clear();
    Serde<Track> reader = serde(Map.of());
    for (int i = 0; i < 3; i++) {
      assertThat(reader.deserializer().deserialize("tracks", bytes))
          .isEqualTo(SampleRecords.track());
    }
    assertThat(registry.requests).containsExactly("GET /schemas/ids/1");
  }

  @Test
  void readsTheSingleObjectEncodingToo() {
    byte[] bytes = written(AvroSerdes.from(Map.of()).valueSerde(Topics.TRACKS));
    assertThat(serde(Map.of()).deserializer().deserialize("tracks", bytes))
        .isEqualTo(SampleRecords.track());
    assertThat(registry.requests).isEmpty();
  }

  @Test
  void storeSerdesAskNoRegistry() {
    Serde<Track> store = AvroSerdes.storeSerde(Track.class);
    byte[] bytes = store.serializer().serialize("app-tracks-changelog", SampleRecords.track());
    assertThat(bytes).startsWith(0xC3, 0x01);
    assertThat(registry.requests).isEmpty();
  }

  @Test
  void anOlderReaderPassesOverTheFieldsOfANewerWriter() throws IOException {
    int id = registry.register("tracks-value", NEWER_TRACK.toString());
    GenericRecord newer = new GenericData.Record(NEWER_TRACK);
    newer.put("trackId", "t");
    newer.put("title", "Title");
    newer.put("mood", "wild");
    newer.put("artist", "Artist");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(NEWER_TRACK).write(newer, encoder);
    assertThat(serde(Map.of()).deserializer().deserialize("tracks", out.toByteArray()))
        .isEqualTo(new Track("t", "Title", "Artist", null, null));
  }

  @Test
  void useLatestVersionWritesWithTheRegistrysSchema() throws IOException {
    registry.register("tracks-value", NEWER_TRACK.toString());
    Serde<Track> serde =
        serde(Map.of("auto.register.schemas", "false", "use.latest.version", "true"));
    GenericRecord read = decoded(written(serde), NEWER_TRACK);
    assertThat(read.get("mood")).hasToString("calm");
    assertThat(read.get("artist")).hasToString("Björk");
    assertThat(serde.deserializer().deserialize("tracks", written(serde)))
        .isEqualTo(SampleRecords.track());
  }

  @Test
  void useLatestVersionRefusesASchemaThatCannotHoldOurs() {
    registry.register(
        "tracks-value",
        "{\"type\":\"record\",\"name\":\"Track\",\"namespace\":\"io.segue.schemas\",\"fields\":"
            + "[{\"name\":\"barcode\",\"type\":\"long\"}]}");
    Serde<Track> serde =
        serde(Map.of("auto.register.schemas", "false", "use.latest.version", "true"));
    assertThatThrownBy(() -> written(serde))
        .isInstanceOf(SchemaRegistryException.class)
        .hasMessageContainingAll("barcode", "'tracks'");
  }

  @Test
  void withoutRegisteringTheSchemaMustBeThere() {
    Serde<Track> serde = serde(Map.of("auto.register.schemas", "false"));
    assertThatThrownBy(() -> written(serde))
        .isInstanceOf(SchemaRegistryException.class)
        .hasMessageContainingAll("tracks-value", "auto.register.schemas", "404");
    registry.register("tracks-value", Track.getClassSchema().toString());
    assertThat(written(serde)).startsWith(0, 0, 0, 0, 1);
  }

  @Test
  void subjectsFollowTheStrategy() {
    written(serde(Map.of("value.subject.name.strategy", "RecordNameStrategy")));
    written(serde(Map.of("value.subject.name.strategy", "TopicRecordNameStrategy")));
    assertThat(registry.subjects())
        .contains("io.segue.schemas.Track", "tracks-io.segue.schemas.Track");
  }

  @Test
  void credentialsAreSentAndNotShown() {
    registry.brokenStatus = 401;
    Serde<Track> serde =
        serde(
            Map.of(
                "basic.auth.credentials.source",
                "USER_INFO",
                "basic.auth.user.info",
                "anna:geheim"));
    assertThatThrownBy(() -> written(serde))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContainingAll("401", "basic.auth.user.info")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("geheim"))
        .satisfies(e -> assertThat(((RegistryUnavailableException) e).isAnswered()).isTrue());
    assertThat(registry.authorizations).containsOnly("Basic YW5uYTpnZWhlaW0=");
  }

  @Test
  void aBrokenAddressGivesWayToTheNext() throws IOException {
    try (FakeRegistry broken = new FakeRegistry()) {
      broken.brokenStatus = 503;
      String urls = "http://127.0.0.1:1," + broken.url() + "," + registry.url();
      Serde<Track> serde = serde(Map.of("schema.registry.url", urls));
      byte[] bytes = written(serde);
      assertThat(serde.deserializer().deserialize("tracks", bytes))
          .isEqualTo(SampleRecords.track());
      assertThat(broken.requests).as("the good one is remembered").hasSize(1);
    }
  }

  @Test
  void aRegistryThatDoesNotAnswerIsToldApartFromARefusal() {
    Serde<Track> serde = serde(Map.of("schema.registry.url", "http://127.0.0.1:1"));
    assertThatThrownBy(() -> written(serde))
        .isInstanceOf(RegistryUnavailableException.class)
        .isNotInstanceOf(SerializationException.class)
        .hasMessageContainingAll("http://127.0.0.1:1", "tracks-value")
        .satisfies(e -> assertThat(((RegistryUnavailableException) e).isAnswered()).isFalse());
  }

  @ParameterizedTest
  @ValueSource(ints = {503, 429, 408})
  void whoReadsWaitsForARegistryThatComesBack(int status) throws Exception {
    byte[] bytes = written(serde(Map.of()));
    Serde<Track> reader = serde(Map.of());
    registry.brokenStatus = status;
    CompletableFuture<Track> read =
        CompletableFuture.supplyAsync(() -> reader.deserializer().deserialize("tracks", bytes));
    registry.awaitRequests(5); // more than who writes would try
    assertThat(read).isNotDone();

    registry.brokenStatus = 0;

    assertThat(read.get(30, TimeUnit.SECONDS)).isEqualTo(SampleRecords.track());
  }

  @Test
  void whoReadsWaitsNoLongerThanItsPatience() {
    registry.brokenStatus = 503;
    SchemaRegistry impatient =
        new SchemaRegistry(
            RegistrySettings.from(Map.of("schema.registry.url", registry.url())).orElseThrow(),
            Duration.ZERO);
    assertThatThrownBy(() -> impatient.byId(1))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContainingAll("schema with id 1", "out of order");
  }

  @Test
  void anErrorThatIsNoVerdictOnASchemaIsNoFaultOfTheRecord() {
    registry.brokenStatus = 405;
    assertThatThrownBy(
            () -> serde(Map.of()).deserializer().deserialize("tracks", new byte[] {0, 0, 0, 0, 1}))
        .isInstanceOf(RegistryUnavailableException.class)
        .isNotInstanceOf(SerializationException.class);
  }

  @Test
  void whatIsNoRegistryIsNotTakenForOne() {
    Serde<Track> serde = serde(Map.of("schema.registry.url", registry.url() + "/elsewhere"));
    assertThatThrownBy(() -> serde.deserializer().deserialize("tracks", new byte[] {0, 0, 0, 0, 1}))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContainingAll("/elsewhere", "schema.registry.url")
        .satisfies(e -> assertThat(((RegistryUnavailableException) e).isAnswered()).isTrue());
  }

  @Test
  void anUnknownIdIsASerializationError() {
    assertThatThrownBy(
            () ->
                serde(Map.of())
                    .deserializer()
                    .deserialize("tracks", new byte[] {0, 0, 0, 0, 99, 1}))
        .isInstanceOf(SerializationException.class)
        .hasMessageContainingAll("id 99", "Schema not found");
  }
}
