package io.segue.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.app.SegueApp;
import io.segue.app.ServeSettings;
import io.segue.app.playlists.Address;
import io.segue.schemas.Action;
import io.segue.schemas.AvroSerdes;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.CommandLines;
import io.segue.schemas.Connection;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.Topics;
import io.segue.schemas.Track;
import io.segue.schemas.serdes.SchemaRegistryException;
import io.segue.trainer.importing.ImportCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Segue beside a real schema registry, with a proxy in front of it that asks for a password. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class SchemaRegistryIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** An event as a producer of another team writes it: with a field that Segue has not heard of. */
  private static final Schema FOREIGN_EVENT = foreignEvent("mood");

  @TempDir static Path folder;
  private @Nullable RegistryServer server;
  private @Nullable RegistryGate gate;

  @BeforeAll
  void start() throws Exception {
    assumeThat(RegistryServer.isInstalled())
        .as("a schema registry is here; scripts/install-registry installs one")
        .isTrue();
    RegistryServer started = RegistryServer.start(folder.resolve("registry.log").toFile());
    server = started;
    gate = new RegistryGate(started.url());
  }

  @AfterAll
  void stop() throws Exception {
    if (gate != null) {
      gate.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aSchemaIsRegisteredReadByItsIdAndMayGrow() throws Exception {
    Track track = new Track("t", "Jóga", "Björk", null, null);
    byte[] bytes = tracks().serializer().serialize("tracks", track);
    assertThat(tracks().deserializer().deserialize("tracks", bytes)).isEqualTo(track);
    assertThat(JSON.readTree(registry().get("/subjects/tracks-value/versions").body()).size())
        .isOne();

    registry().allow("tracks-value", "BACKWARD");
    Schema grown = withField(Track.getClassSchema(), "mood", "calm");
    int id = registry().register("tracks-value", grown.toString());
    GenericRecord newer = new GenericData.Record(grown);
    newer.put("trackId", "u");
    newer.put("title", "Title");
    newer.put("artist", "Artist");
    newer.put("mood", "wild");

    assertThat(tracks().deserializer().deserialize("tracks", confluent(id, newer)))
        .isEqualTo(new Track("u", "Title", "Artist", null, null));
    assertThat(tracks().serializer().serialize("tracks", track))
        .as("the older writer goes on under its own id")
        .isEqualTo(bytes);
  }

  @Test
  void anIncompatibleChangeIsRefusedWithASentence() throws Exception {
    String subject = "recommendations-served-value";
    registry()
        .register(
            subject,
            """
            {"type": "record", "name": "ServedRecommendations", "namespace": "io.segue.schemas",
             "fields": [{"name": "barcode", "type": "long"}]}
            """);
    registry().allow(subject, "FULL");
    AvroSerdes serdes = AvroSerdes.from(Map.of("schema.registry.url", registry().url().toString()));
    Serializer<PlaylistEvent> serializer = serdes.valueSerde(Topics.PLAYLIST_EVENTS).serializer();

    assertThatThrownBy(() -> serializer.serialize("recommendations-served", event("p", "t")))
        .isInstanceOf(SchemaRegistryException.class)
        .hasMessageContainingAll(
            registry().url().toString(), "'" + subject + "'", "409", "incompatible", "owner");
    assertThat(registry().get("/subjects/" + subject + "/versions").body()).isEqualTo("[1]");
  }

  @Test
  void anEndedRegistryAWrongPasswordAndNoRegistryAreSaidClearly() throws Exception {
    Path playlists = folder.resolve("playlists.csv");
    new PlaylistGenerator(1).writeCsv(playlists, 2);
    try (TestBroker broker = TestBroker.start(folder.resolve("empty"))) {
      gate().shut();
      assertThat(importing(broker, playlists, RegistryGate.PASSWORD))
          .contains("no schema registry at [" + gate().url() + "] answered");

      gate().open();
      assertThat(importing(broker, playlists, "guessed"))
          .contains("does not let us", "401", "basic.auth.user.info")
          .doesNotContain("guessed");
      ServeSettings settings = settings(broker, "guessed");
      assertThatThrownBy(() -> SegueApp.start(settings))
          .isInstanceOf(CommandFailedException.class)
          .hasMessageContainingAll("does not let us", "basic.auth.user.info");
    }
  }

  @Test
  void segueStartsWithoutTheRegistryWaitsForItAndSharesTheTopicWithPlainProducers()
      throws Exception {
    gate().shut();
    try (TestBroker broker = TestBroker.start(folder.resolve("broker"));
        SegueApp app = SegueApp.start(settings(broker, RegistryGate.PASSWORD))) {
      ApiClient api = new ApiClient(app.address().toString());
      send(broker, "p", RawRecords.bytes(Topics.PLAYLIST_EVENTS, event("p", "no-registry")));
      awaitTracks(api, "no-registry");
      ApiClient.Answer refused = post(api, "early");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.body().path("detail").asText()).contains("no schema registry at");

      gate().open();
      assertThat(post(api, "segue").status()).isEqualTo(202);
      awaitTracks(api, "no-registry", "segue");
      assertThat(readAsConfluentDoes(lastValue(broker)).get("trackId")).hasToString("segue");

      int foreign = registry().register("playlist-events-value", FOREIGN_EVENT.toString());
      send(broker, "p", confluent(foreign, foreign("plain", FOREIGN_EVENT)));
      awaitTracks(api, "no-registry", "segue", "plain");

      Schema later = foreignEvent("weather");
      int unknown = registry().register("playlist-events-value", later.toString());
      gate().shut();
      assertThat(post(api, "known").status()).isEqualTo(202);
      send(broker, "p", confluent(foreign, foreign("known-too", FOREIGN_EVENT)));
      awaitTracks(api, "no-registry", "segue", "plain", "known", "known-too");
      send(broker, "p", confluent(unknown, foreign("waited", later)));
      send(broker, "p", confluent(foreign, foreign("last", FOREIGN_EVENT)));

      gate().open();
      awaitTracks(api, "no-registry", "segue", "plain", "known", "known-too", "waited", "last");
      assertThat(api.get("/v1/instances/self").body().at("/deadLetters/undecodable").asInt())
          .isZero();
    }
  }

  private RegistryServer registry() {
    if (server == null) {
      throw new IllegalStateException("not started");
    }
    return server;
  }

  private RegistryGate gate() {
    if (gate == null) {
      throw new IllegalStateException("not started");
    }
    return gate;
  }

  private Tracks tracks() {
    AvroSerdes serdes = AvroSerdes.from(Map.of("schema.registry.url", registry().url().toString()));
    return new Tracks(
        serdes.valueSerde(Topics.TRACKS).serializer(),
        serdes.valueSerde(Topics.TRACKS).deserializer());
  }

  /** A writer and a reader that have asked the registry nothing yet. */
  private record Tracks(Serializer<Track> serializer, Deserializer<Track> deserializer) {}

  private Map<String, String> behindTheGate(String password) {
    return Map.of(
        "schema.registry.url",
        gate().url(),
        "basic.auth.credentials.source",
        "USER_INFO",
        "basic.auth.user.info",
        RegistryGate.USER + ":" + password);
  }

  private ServeSettings settings(TestBroker broker, String password) {
    return ServeSettings.defaults(
            new Connection(broker.bootstrapServers(), behindTheGate(password)))
        .withListen(new Address("127.0.0.1", 0))
        .withStateDir(folder.resolve("state"))
        .withThreads(1);
  }

  private String importing(TestBroker broker, Path playlists, String password) throws Exception {
    Path config = folder.resolve("client.properties");
    StringBuilder properties = new StringBuilder();
    behindTheGate(password)
        .forEach((key, value) -> properties.append(key).append('=').append(value).append('\n'));
    Files.writeString(config, properties.toString());
    StringWriter out = new StringWriter();
    int exitCode =
        CommandLines.of(new ImportCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(out))
            .execute(
                playlists.toString(),
                "--bootstrap-servers=" + broker.bootstrapServers(),
                "--config=" + config);
    assertThat(exitCode).as("%s", out).isEqualTo(CommandLines.FAILED);
    return out.toString();
  }

  private static ApiClient.Answer post(ApiClient api, String trackId) throws Exception {
    return api.post(
        "/v1/playlists/p/events",
        "{\"trackId\": \"%s\", \"action\": \"ADD\", \"eventId\": \"%s\"}"
            .formatted(trackId, trackId));
  }

  private static void awaitTracks(ApiClient api, String... trackIds) throws Exception {
    List<String> wanted = List.of(trackIds);
    api.await(
        "/v1/playlists/p",
        answer -> answer.body().path("tracks").findValuesAsText("trackId").equals(wanted));
  }

  private static void send(TestBroker broker, String key, byte[] value) throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(Topics.PLAYLIST_EVENTS.name(), key, value)).get();
    }
  }

  /** The value of the latest record of the partition that has any. */
  private static byte[] lastValue(TestBroker broker) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.PLAYLIST_EVENTS.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      Map.Entry<TopicPartition, Long> written =
          consumer.endOffsets(partitions).entrySet().stream()
              .filter(end -> end.getValue() > 0)
              .findFirst()
              .orElseThrow();
      consumer.assign(List.of(written.getKey()));
      consumer.seek(written.getKey(), written.getValue() - 1);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      consumer.poll(Duration.ofSeconds(20)).forEach(records::add);
      return records.get(0).value();
    }
  }

  /** By the id in the bytes and the registry's word for it, and nothing of Segue's. */
  private GenericRecord readAsConfluentDoes(byte[] bytes) throws Exception {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    assertThat(buffer.get()).isZero();
    String answer = registry().get("/schemas/ids/" + buffer.getInt()).body();
    Schema schema = new Schema.Parser().parse(JSON.readTree(answer).get("schema").asText());
    return new GenericDatumReader<GenericRecord>(schema)
        .read(
            null,
            DecoderFactory.get().binaryDecoder(bytes, buffer.position(), buffer.remaining(), null));
  }

  /** The bytes that Confluent's serializer makes: a zero, the id, the record. */
  private static byte[] confluent(int id, GenericRecord record) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
    return out.toByteArray();
  }

  private static PlaylistEvent event(String playlistId, String trackId) {
    return PlaylistEvent.newBuilder()
        .setEventId(trackId)
        .setPlaylistId(playlistId)
        .setTrackId(trackId)
        .setAction(Action.ADD)
        .setOccurredAt(Instant.EPOCH)
        .build();
  }

  private static GenericRecord foreign(String trackId, Schema schema) {
    GenericRecord event = new GenericData.Record(schema);
    event.put("eventId", trackId);
    event.put("playlistId", "p");
    event.put("trackId", trackId);
    event.put("action", new GenericData.EnumSymbol(schema.getField("action").schema(), "ADD"));
    event.put("occurredAt", 1_700_000_000_000L);
    event.put(schema.getFields().get(schema.getFields().size() - 1).name(), "sunny");
    return event;
  }

  private static Schema foreignEvent(String field) {
    return withField(PlaylistEvent.getClassSchema(), field, "none");
  }

  private static Schema withField(Schema schema, String name, String byDefault) {
    List<Schema.Field> fields = new ArrayList<>();
    schema.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
    fields.add(new Schema.Field(name, Schema.create(Schema.Type.STRING), null, byDefault));
    return Schema.createRecord(
        schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
  }
}
