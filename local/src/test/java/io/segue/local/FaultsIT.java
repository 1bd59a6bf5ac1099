package io.segue.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.schemas.Action;
import io.segue.schemas.ActiveIndex;
import io.segue.schemas.AvroSerdes;
import io.segue.schemas.ChunkReference;
import io.segue.schemas.IndexChunk;
import io.segue.schemas.IndexManifest;
import io.segue.schemas.IndexUpdate;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.Topic;
import io.segue.schemas.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong, and what must hold all the same. */
class FaultsIT {

  private static final AvroSerdes SERDES = AvroSerdes.from(Map.of());

  @TempDir Path folder;

  @Test
  void poisonedRecordsBecomeDeadLettersAndTheStreamGoesOn() throws Exception {
    try (Playground playground = Playground.open(folder)) {
      playground.run("import", playground.inventPlaylists(20).toString());
      playground.train();
      ApiClient api = Playground.awaitReady(playground.startInstance("app"));

      send(playground, "playlist-events", "p", "not Avro".getBytes(StandardCharsets.UTF_8));
      send(playground, "playlist-events", "another key", event("p", "song"));
      send(playground, "playlist-events", null, event("p", "song"));
      send(playground, "playlist-events", "p", null);
      send(playground, "playlist-events", "p", event("p", "song"));

      api.await("/v1/playlists/p", answer -> answer.status() == 200);
      assertThat(api.tracks("p")).containsExactly("song");
      List<ConsumerRecord<byte[], byte[]>> dead =
          readAll(playground, Topics.PLAYLIST_EVENTS_DLQ, 4);
      assertThat(dead).hasSize(4);
      assertThat(dead)
          .allSatisfy(
              record ->
                  assertThat(record.headers().lastHeader("__streams.errors.message")).isNotNull());
      assertThat(dead.stream().map(ConsumerRecord::value))
          .anySatisfy(value -> assertThat(value).asString().isEqualTo("not Avro"));
      assertThat(playground.run("dlq", "list"))
          .contains("4 dead letters", "SerializationException", "InvalidEventException");
      assertThat(playground.run("dlq", "replay", "--all")).contains("Replayed 4 dead letters");
      // Nothing was mended, so all of them fail again: as new dead letters, and no longer pending.
      readAll(playground, Topics.PLAYLIST_EVENTS_DLQ, 12);
      assertThat(playground.run("dlq", "list")).contains("8 dead letters");
      assertThat(playground.run("dlq", "list", "--pending")).contains("4 dead letters");
    }
  }

  @Test
  void corruptVersionIsReportedAndNeverServed() throws Exception {
    try (Playground playground = Playground.open(folder)) {
      Path file = playground.inventPlaylists(50);
      String playlist = Playground.playlistsOf(file).keySet().iterator().next();
      playground.run("import", file.toString());
      playground.train();
      ApiClient api = Playground.awaitReady(playground.startInstance("app"));
      api.await("/v1/playlists/" + ApiClient.encode(playlist), answer -> answer.status() == 200);
      List<String> before = ApiClient.recommended(api.recommend(playlist, 5)).tracks();

      publishCorruptCopyOfFirstVersion(playground, "v2");

      ApiClient.Answer index =
          api.await(
              "/v1/index", answer -> answer.body().toString().contains("\"state\":\"faulty\""));
      assertThat(index.body().get("serving").asText()).isEqualTo("v1");
      assertThat(index.body().toString()).contains("digest");
      ApiClient.Recommended after = ApiClient.recommended(api.recommend(playlist, 5));
      assertThat(after).isEqualTo(new ApiClient.Recommended("v1", before));

      playground.train();
      api.await("/v1/index", answer -> answer.body().path("serving").asText().equals("v3"));
    }
  }

  @Test
  void killedInstanceAndKilledImportLoseNothingAndDoubleNothing() throws Exception {
    try (Playground playground = Playground.open(folder)) {
      playground.run("import", playground.inventPlaylists(30).toString());
      playground.train();
      Path file = playground.inventPlaylists(3_000);
      Map<String, List<String>> expected = Playground.playlistsOf(file);
      SegueProcess instance = playground.startInstance("app");
      Playground.awaitReady(instance);

      try (SegueProcess importing = playground.start("import", file.toString())) {
        awaitEvents(playground, 20_000);
        instance.kill();
        importing.kill();
      }
      instance = playground.startInstance("app");
      Playground.awaitReady(instance);
      try (SegueProcess importing = playground.start("import", file.toString())) {
        awaitEvents(playground, 60_000);
        instance.kill();
        assertThat(importing.awaitExit()).isZero();
      }
      ApiClient api = Playground.awaitReady(playground.startInstance("app"));

      for (Map.Entry<String, List<String>> playlist : expected.entrySet()) {
        api.await(
            "/v1/playlists/" + ApiClient.encode(playlist.getKey()),
            answer ->
                answer.status() == 200
                    && answer.body().get("trackCount").asInt() >= playlist.getValue().size());
        assertThat(api.tracks(playlist.getKey())).isEqualTo(playlist.getValue());
      }
    }
  }

  private static byte[] event(String playlist, String track) {
    PlaylistEvent event =
        PlaylistEvent.newBuilder()
            .setEventId("once")
            .setPlaylistId(playlist)
            .setTrackId(track)
            .setAction(Action.ADD)
            .setOccurredAt(Instant.EPOCH)
            .build();
    return bytes(Topics.PLAYLIST_EVENTS, event);
  }

  private static <V extends SpecificRecord> byte[] bytes(Topic<V> topic, V value) {
    return SERDES.valueSerde(topic).serializer().serialize(topic.name(), value);
  }

  private static RecordMetadata send(
      Playground playground, String topic, @Nullable String key, byte @Nullable [] value)
      throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", playground.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
      return producer.send(new ProducerRecord<>(topic, keyBytes, value)).get();
    }
  }

  /** Publishes what v1 holds as another version, one bit of its last chunk being wrong. */
  private static void publishCorruptCopyOfFirstVersion(Playground playground, String version)
      throws Exception {
    IndexManifest manifest =
        readAll(playground, Topics.INDEX_VERSIONS.name(), 2).stream()
            .map(
                record ->
                    SERDES
                        .valueSerde(Topics.INDEX_VERSIONS)
                        .deserializer()
                        .deserialize(Topics.INDEX_VERSIONS.name(), record.value())
                        .getUpdate())
            .filter(IndexManifest.class::isInstance)
            .map(IndexManifest.class::cast)
            .findFirst()
            .orElseThrow();
    List<ConsumerRecord<byte[], byte[]>> chunks =
        readAll(playground, Topics.INDEX_CHUNKS.name(), manifest.getChunks().size());
    List<ChunkReference> references = new ArrayList<>();
    int count = manifest.getChunks().size();
    for (int number = 0; number < count; number++) {
      ChunkReference reference = manifest.getChunks().get(number);
      ConsumerRecord<byte[], byte[]> original =
          chunks.stream()
              .filter(record -> record.offset() == reference.getOffset())
              .findFirst()
              .orElseThrow();
      IndexChunk chunk =
          SERDES
              .valueSerde(Topics.INDEX_CHUNKS)
              .deserializer()
              .deserialize(Topics.INDEX_CHUNKS.name(), original.value());
      byte[] data = new byte[chunk.getData().remaining()];
      chunk.getData().get(data);
      if (number == count - 1) {
        data[data.length / 2] ^= 1;
      }
      IndexChunk copy = new IndexChunk(version, number, ByteBuffer.wrap(data));
      RecordMetadata at =
          send(
              playground,
              Topics.INDEX_CHUNKS.name(),
              Topics.chunkKey(version, number),
              bytes(Topics.INDEX_CHUNKS, copy));
      references.add(
          new ChunkReference(
              at.partition(), at.offset(), reference.getLengthBytes(), reference.getSha256()));
    }
    manifest.setVersion(version);
    manifest.setChunks(references);
    send(
        playground,
        Topics.INDEX_VERSIONS.name(),
        Topics.manifestKey(version),
        bytes(Topics.INDEX_VERSIONS, new IndexUpdate(manifest)));
    ActiveIndex active = new ActiveIndex(version, "v1", Instant.EPOCH, "to see what happens", null);
    send(
        playground,
        Topics.INDEX_VERSIONS.name(),
        Topics.ACTIVE_KEY,
        bytes(Topics.INDEX_VERSIONS, new IndexUpdate(active)));
  }

  private static void awaitEvents(Playground playground, long count) throws Exception {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(playground)) {
      List<TopicPartition> partitions =
          IntStream.range(0, Topics.PLAYLIST_EVENTS.partitions())
              .mapToObj(p -> new TopicPartition(Topics.PLAYLIST_EVENTS.name(), p))
              .toList();
      while (consumer.endOffsets(partitions).values().stream().mapToLong(l -> l).sum() < count) {
        Thread.sleep(5);
      }
    }
  }

  /** All records of a topic, of which there must be so many at least before it returns. */
  private static List<ConsumerRecord<byte[], byte[]>> readAll(
      Playground playground, String topic, int countMin) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(playground)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (records.size() < countMin && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      consumer.poll(Duration.ofMillis(500)).forEach(records::add);
    }
    return records;
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Playground playground) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            playground.bootstrapServers(),
            "isolation.level",
            "read_committed"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
