package io.segue.local.chaos;

import io.segue.schemas.Action;
import io.segue.schemas.AvroSerdes;
import io.segue.schemas.ChunkReference;
import io.segue.schemas.DatasetReference;
import io.segue.schemas.IndexChunk;
import io.segue.schemas.IndexManifest;
import io.segue.schemas.IndexUpdate;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.Topic;
import io.segue.schemas.Topics;
import io.segue.schemas.Track;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes records that nobody should write to the topics that instances read: garbage, records cut
 * short, unknown and wrong schemas, no key, no value, ids and timestamps out of all bounds, records
 * of the largest size and records that are small only while they are packed, manifests that lie.
 * The same seed writes the same records.
 */
final class RecordFuzz implements AutoCloseable {

  private static final AvroSerdes SERDES = AvroSerdes.from(Map.of());
  private static final int VERSIONS = 40;

  /** The most that a broker takes in one batch, with a little room for what surrounds a record. */
  private static final int LARGEST_BYTES = 1_048_588 - 200;

  /** Larger, unpacked, than what the stream's own producer may send. */
  private static final int BOMB_BYTES = 24 * 1024 * 1024;

  private final Random random;
  private final Producer<byte[], byte[]> producer;
  private final AtomicInteger refused = new AtomicInteger();
  private int written;

  RecordFuzz(String bootstrapServers, long seed) {
    random = new Random(seed);
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "compression.type",
                "gzip",
                "max.request.size",
                2 * BOMB_BYTES,
                "buffer.memory",
                4L * BOMB_BYTES,
                "linger.ms",
                5),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Writes so many: most of them events, some tracks, a few about index versions. */
  void write(int records) {
    for (int i = 0; i < records; i++) {
      int kind = random.nextInt(1_000);
      if (kind < 5) {
        indexRecord();
      } else if (kind < 100) {
        send(Topics.TRACKS.name(), key(), mutation(track()));
      } else {
        eventRecord();
      }
    }
    producer.flush();
  }

  /** One record of the largest size that fits, and one that is far larger unpacked. */
  void writeLarge() {
    byte[] incompressible = new byte[LARGEST_BYTES];
    random.nextBytes(incompressible);
    send(Topics.PLAYLIST_EVENTS.name(), "large".getBytes(StandardCharsets.UTF_8), incompressible);
    producer.flush();
    send(
        Topics.PLAYLIST_EVENTS.name(),
        "bomb".getBytes(StandardCharsets.UTF_8),
        new byte[BOMB_BYTES]);
    producer.flush();
    send(Topics.TRACKS.name(), "bomb".getBytes(StandardCharsets.UTF_8), new byte[BOMB_BYTES]);
    producer.flush();
  }

  /** How many records the broker took. */
  int written() {
    return written - refused.get();
  }

  /** How many the broker itself refused, for their timestamps or their size. */
  int refused() {
    return refused.get();
  }

  @Override
  public void close() {
    producer.close();
  }

  private void eventRecord() {
    byte[] key = key();
    byte[] event = bytes(Topics.PLAYLIST_EVENTS, event());
    switch (random.nextInt(8)) {
      case 0 -> send(Topics.PLAYLIST_EVENTS.name(), key, garbage());
      case 1 -> send(Topics.PLAYLIST_EVENTS.name(), key, track());
      case 2 -> send(Topics.PLAYLIST_EVENTS.name(), null, event);
      case 3 -> send(Topics.PLAYLIST_EVENTS.name(), key, null);
      case 4 ->
          send(new ProducerRecord<>(Topics.PLAYLIST_EVENTS.name(), null, timestamp(), key, event));
      default -> send(Topics.PLAYLIST_EVENTS.name(), key, mutation(event));
    }
    if (written % 97 == 0) {
      send(Topics.PLAYLIST_EVENTS.name(), key, unknownSchema());
    }
  }

  private void indexRecord() {
    String version = "v" + (100 + random.nextInt(VERSIONS));
    String topic = Topics.INDEX_VERSIONS.name();
    byte[] key = text(Topics.manifestKey(version));
    switch (random.nextInt(6)) {
      case 0 -> send(topic, key, garbage());
      case 1 ->
          send(topic, text(one("active", "", "manifest/", "manifest/../../etc", "x")), garbage());
      case 2 -> send(topic, key, null);
      case 3 -> send(topic, null, bytes(Topics.INDEX_VERSIONS, new IndexUpdate(manifest(version))));
      case 4 -> {
        byte[] data = garbage();
        IndexChunk chunk = new IndexChunk(version, random.nextInt(3) - 1, ByteBuffer.wrap(data));
        send(
            Topics.INDEX_CHUNKS.name(),
            text(Topics.chunkKey(version, random.nextInt(9))),
            mutation(bytes(Topics.INDEX_CHUNKS, chunk)));
      }
      default ->
          send(
              topic,
              key,
              mutation(bytes(Topics.INDEX_VERSIONS, new IndexUpdate(manifest(version)))));
    }
  }

  /** Lies about everything that it says. */
  private IndexManifest manifest(String version) {
    List<ChunkReference> chunks = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      byte[] digest = new byte[random.nextBoolean() ? 32 : random.nextInt(40)];
      random.nextBytes(digest);
      chunks.add(
          new ChunkReference(
              random.nextInt(4) - 1, number() % 10, (int) number(), ByteBuffer.wrap(digest)));
    }
    byte[] digest = new byte[32];
    random.nextBytes(digest);
    IndexManifest manifest =
        IndexManifest.newBuilder(template())
            .setVersion(random.nextInt(5) == 0 ? "v0" : version)
            .setChunks(chunks)
            .setSha256(ByteBuffer.wrap(digest))
            .build();
    manifest.setSizeBytes(
        random.nextBoolean()
            ? chunks.stream().mapToLong(ChunkReference::getLengthBytes).sum()
            : number());
    return manifest;
  }

  private IndexManifest template() {
    return IndexManifest.newBuilder()
        .setVersion("v1")
        .setFormatVersion(random.nextInt(4))
        .setTrackCount((int) number())
        .setDimension((int) number())
        .setSizeBytes(number())
        .setSha256(ByteBuffer.allocate(32))
        .setChunks(List.of())
        .setCreatedAt(Instant.EPOCH)
        .setMetrics(Map.of())
        .setHyperparameters(Map.of())
        .setDataset(new DatasetReference("nowhere", List.of(), 0, 0L, 0L, 1.0))
        .build();
  }

  private PlaylistEvent event() {
    return PlaylistEvent.newBuilder()
        .setEventId(id())
        .setPlaylistId("p" + random.nextInt(50))
        .setTrackId(id())
        .setAction(Action.valueOf(one("ADD", "REMOVE", "PLAY", "SKIP", "UNKNOWN")))
        .setOccurredAt(Instant.ofEpochMilli(number()))
        .setUserId(random.nextBoolean() ? null : id())
        .build();
  }

  private byte[] track() {
    return bytes(Topics.TRACKS, new Track(id(), id(), id(), null, null));
  }

  /** Both encodings, with schemas that nobody has registered. */
  private byte[] unknownSchema() {
    byte[] bytes = garbage();
    byte[] header =
        random.nextBoolean()
            ? new byte[] {0, 0, 0, 0, 99}
            : new byte[] {(byte) 0xC3, 1, 9, 9, 9, 9, 9, 9, 9, 9};
    byte[] all = Arrays.copyOf(header, header.length + bytes.length);
    System.arraycopy(bytes, 0, all, header.length, bytes.length);
    return all;
  }

  private byte[] mutation(byte[] bytes) {
    byte[] mutated = bytes.clone();
    switch (random.nextInt(3)) {
      case 0 -> {
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
          mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
        }
      }
      case 1 -> mutated = Arrays.copyOf(mutated, random.nextInt(mutated.length + 20));
      default -> {
        // as it is: an event may be valid, too
      }
    }
    return mutated;
  }

  private byte[] garbage() {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte @Nullable [] key() {
    return switch (random.nextInt(10)) {
      case 0 -> garbage();
      case 1 -> new byte[0];
      case 2 -> text(id());
      default -> text("p" + random.nextInt(50));
    };
  }

  private String id() {
    return switch (random.nextInt(8)) {
      case 0 -> "";
      case 1 -> "\u0000\u0007";
      case 2 -> "x".repeat(random.nextInt(5_000));
      case 3 -> "\ud83c\udfb5".repeat(random.nextInt(600));
      default -> "t" + random.nextInt(1_000);
    };
  }

  private long number() {
    return switch (random.nextInt(6)) {
      case 0 -> Long.MAX_VALUE;
      case 1 -> Long.MIN_VALUE;
      case 2 -> -1;
      case 3 -> random.nextLong();
      default -> random.nextInt(1_000_000);
    };
  }

  /** Within what a broker takes by default, which is an hour of the future, and far out of it. */
  private long timestamp() {
    long now = System.currentTimeMillis();
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> now + 3_000_000;
      case 2 -> now + 400L * 24 * 3_600_000;
      default -> now - random.nextInt(1_000_000_000);
    };
  }

  private void send(String topic, byte @Nullable [] key, byte @Nullable [] value) {
    send(new ProducerRecord<>(topic, key, value));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback is told
  private void send(ProducerRecord<byte[], byte[]> record) {
    producer.send(record, this::count);
    written++;
  }

  private void count(Object metadata, @Nullable Exception failure) {
    if (failure != null) {
      refused.incrementAndGet();
    }
  }

  private String one(String... of) {
    return of[random.nextInt(of.length)];
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static <V extends SpecificRecord> byte[] bytes(Topic<V> topic, V value) {
    return SERDES.valueSerde(topic).serializer().serialize(topic.name(), value);
  }
}
