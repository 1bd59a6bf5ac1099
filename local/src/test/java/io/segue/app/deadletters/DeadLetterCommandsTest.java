package io.segue.app.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.local.EmbeddedBroker;
import io.segue.schemas.Action;
import io.segue.schemas.AvroSerdes;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.CommandLines;
import io.segue.schemas.Connection;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.TopicAdmin;
import io.segue.schemas.Topics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code segue dlq} against a broker. It stands in this module because the broker does. */
class DeadLetterCommandsTest {

  private static final String DLQ = Topics.PLAYLIST_EVENTS_DLQ;
  private static final TopicPartition DLQ_PARTITION = new TopicPartition(DLQ, 0);
  private static final String EVENTS = Topics.PLAYLIST_EVENTS.name();
  private static final String INVALID = "io.segue.schemas.InvalidEventException";
  private static final String GARBLED = "org.apache.kafka.common.errors.SerializationException";
  private static final Instant TIME = Instant.parse("2026-11-22T03:00:00Z");

  private static EmbeddedBroker broker;
  private static KafkaProducer<byte[], byte[]> producer;

  /** The offset of the test's first dead letter: offsets go on from test to test. */
  private long first;

  @BeforeAll
  static void startBroker(@TempDir Path folder) {
    broker = EmbeddedBroker.start(folder, 0);
    TopicAdmin.createMissing(connection(), TopicAdmin.BROKER_DEFAULT);
    producer =
        new KafkaProducer<>(
            connection().clientConfig(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  @AfterAll
  static void stopBroker() {
    producer.close();
    broker.close();
  }

  @BeforeEach
  void forgetOtherTests() throws Exception {
    try (Admin admin = Admin.create(connection().clientConfig())) {
      List<TopicPartition> partitions = new ArrayList<>(List.of(DLQ_PARTITION));
      for (int p = 0; p < Topics.PLAYLIST_EVENTS.partitions(); p++) {
        partitions.add(new TopicPartition(EVENTS, p));
      }
      for (TopicPartition partition : partitions) {
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1))).all().get();
      }
    }
    first = end();
  }

  @Test
  void listCountsByCauseAndShowsTheLatest() throws Exception {
    letter("a", bytes("garbage"), GARBLED, "Unknown magic byte", 1, 7);
    letter("b", event("b", ""), INVALID, "The track id is empty.", 2, 8);
    letter(null, event("c", "song"), INVALID, "The key is missing.", 0, 9);

    JsonNode all = json(run(0, "list", "--json", "--limit=2"));
    Output table = run(0, "list");

    assertThat(all.get("total").asInt()).isEqualTo(3);
    assertThat(all.get("counts").toString())
        .isEqualTo(
            "[{\"cause\":\"InvalidEventException\",\"source_topic\":\"playlist-events\","
                + "\"count\":2,\"replayed\":0},"
                + "{\"cause\":\"SerializationException\",\"source_topic\":\"playlist-events\","
                + "\"count\":1,\"replayed\":0}]");
    assertThat(all.get("letters")).hasSize(2);
    assertThat(all.at("/letters/0/key/utf8").asText()).isEqualTo("b");
    assertThat(all.at("/letters/0/source_partition").asInt()).isEqualTo(2);
    assertThat(all.at("/letters/0/source_offset").asLong()).isEqualTo(8);
    assertThat(all.at("/letters/0/time").asText()).isEqualTo(TIME.toString());
    assertThat(all.at("/letters/1/key").isNull()).isTrue();
    assertThat(table.out)
        .contains("3 dead letters", "2  InvalidEventException", "Unknown magic byte")
        .contains("0:" + first);
  }

  @Test
  void filtersFitTogether() throws Exception {
    letter("a", bytes("garbage"), GARBLED, "Unknown magic byte", 1, 7);
    letter("b", event("b", ""), INVALID, "The track id is empty.", 2, 8);

    assertThat(keys("--cause=MAGIC")).containsExactly("a");
    assertThat(keys("--cause=invalidevent")).containsExactly("b");
    assertThat(keys("--key=b")).containsExactly("b");
    assertThat(keys("--key=b", "--cause=magic")).isEmpty();
    assertThat(keys("--offsets=0:%d-%d".formatted(first, first + 1))).containsExactly("a", "b");
    assertThat(keys("--offsets=" + (first + 1))).containsExactly("b");
    assertThat(keys("--since=2026-11-22T03:00:01Z")).isEmpty();
    assertThat(keys("--until=2026-11-22T03:00:01Z")).containsExactly("a", "b");
  }

  @Test
  void showTellsEverythingOfOne() throws Exception {
    letter("b", event("b", "song"), INVALID, "It did not fit.\u001b[31m", 2, 8);
    letter("a", new byte[] {(byte) 0xff, 0, 'x'}, GARBLED, "Unknown magic byte", 1, 7);

    Output decodable = run(0, "show", "0:" + first);
    Output garbled = run(0, "show", Long.toString(first + 1));
    JsonNode json = json(run(0, "show", "--json", Long.toString(first + 1)));

    assertThat(decodable.out)
        .contains("came from  2:8 of playlist-events", "decoded    {\"eventId\": \"once\"")
        .contains("It did not fit.\\u001b[31m", "stack trace", "at Somewhere.java", "origin: test")
        .doesNotContain("\u001b");
    assertThat(garbled.out).contains("ff 00 78", "..x", "decoded    no: ");
    assertThat(json.at("/value/hex").asText()).isEqualTo("ff0078");
    assertThat(json.at("/value/utf8").isNull()).isTrue();
    assertThat(json.get("headers")).hasSize(7);
    assertThat(json.get("stack_trace").asText()).contains("Somewhere");
  }

  @Test
  void replaySendsEachBackOnceAsItWas() throws Exception {
    letter("b", event("b", "song"), INVALID, "It did not fit.", 2, 8);
    letter(null, null, INVALID, "The key is missing.", 5, 9);

    Output dry = run(0, "replay", "--all", "--dry-run");
    assertThat(dry.out).contains("Would replay 2 dead letters", "Nothing was sent.");
    assertThat(readAll(EVENTS)).isEmpty();

    assertThat(run(0, "replay", "--all").out)
        .contains("Replayed 2 dead letters to playlist-events", "2  InvalidEventException");
    assertThat(run(0, "replay", "--all").out)
        .contains("Replayed 0 dead letters", "2 more were replayed before");

    List<ConsumerRecord<byte[], byte[]>> replayed = readAll(EVENTS);
    assertThat(replayed).hasSize(2);
    ConsumerRecord<byte[], byte[]> record =
        replayed.stream().filter(r -> r.key() != null).findFirst().orElseThrow();
    assertThat(record.partition()).isEqualTo(2);
    assertThat(record.timestamp()).isEqualTo(TIME.toEpochMilli());
    assertThat(record.key()).isEqualTo(bytes("b"));
    assertThat(record.value()).isEqualTo(event("b", "song"));
    assertThat(record.headers().toArray())
        .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
        .containsExactly("origin=test", "segue.replay.of=" + DLQ + " 0:" + first);
    JsonNode list = json(run(0, "list", "--json"));
    assertThat(list.at("/counts/0/count").asInt()).isEqualTo(2);
    assertThat(list.at("/counts/0/replayed").asInt()).isEqualTo(2);
    assertThat(json(run(0, "list", "--json", "--pending")).get("total").asInt()).isZero();
    assertThat(run(0, "show", "0:" + first).out).contains("replayed   to 2:");
  }

  @Test
  void replayLeavesOutWhatWasNotChosenOrComesFromElsewhere() throws Exception {
    letter("a", bytes("garbage"), GARBLED, "Unknown magic byte", 1, 7);
    letter("b", event("b", "song"), INVALID, "It did not fit.", 2, 8);
    producer.send(new ProducerRecord<>(DLQ, bytes("x"), bytes("who knows"))).get();
    ProducerRecord<byte[], byte[]> forged = new ProducerRecord<>(DLQ, bytes("y"), bytes("index"));
    addErrors(forged, INVALID, "forged", Topics.INDEX_VERSIONS.name(), 0, 0);
    producer.send(forged).get();

    assertThat(run(0, "replay", "--cause=serialization").out).contains("Replayed 1 dead letters");
    Output rest = run(1, "replay", "--all");

    assertThat(rest.out)
        .contains("Replayed 1 dead letters", "1 more were replayed before")
        .contains("2 more do not say that they come from playlist-events");
    assertThat(readAll(EVENTS)).hasSize(2);
    assertThat(readAll(Topics.INDEX_VERSIONS.name())).isEmpty();
  }

  @Test
  void aSecondReplayTakesOverAndNothingIsSentTwice() throws Exception {
    letter("b", event("b", "song"), INVALID, "It did not fit.", 2, 8);
    DeadLetter letter =
        Objects.requireNonNull(new DeadLetterTopic(connection(), DLQ).at(new Place(0, first)));

    try (Replay slow = Replay.open(connection(), DLQ)) {
      slow.add(letter);
      assertThat(run(0, "replay", "--all").out).contains("Replayed 1 dead letters");
      assertThatThrownBy(slow::finish)
          .isInstanceOf(CommandFailedException.class)
          .hasMessageContaining("Another replay has taken over");
    }

    assertThat(readAll(EVENTS)).hasSize(1);
  }

  @Test
  void whatCannotBeDoneIsASentenceWithItsExitCode() {
    assertThat(run(2, "replay").err).contains("Say which dead letters to replay");
    assertThat(run(2, "replay", "--all", "--key=x").err).contains("--all, or some of");
    assertThat(run(2, "show", "seven").err).contains("'seven' is no place of a record");
    assertThat(run(2, "list", "--offsets=0:9-3", "--limit=-1").err).contains("--limit");
    assertThat(run(2, "list", "--since=yesterday").err).contains("--since");
    assertThat(run(1, "show", "0:999999").err).contains("no dead letter at 0:999999");
    assertThat(run(1, "show", "9:0").err).contains("no dead letter at 9:0");
    assertThat(run(1, "list", "--topic=nothing-here").err).contains("has no topic nothing-here");
    assertThat(run(0, "list").out).contains("No dead letters in playlist-events-dlq.");
  }

  private record Output(String out, String err) {}

  private static Output run(int exitCode, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine dlq =
        CommandLines.of(new DlqCommand()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--bootstrap-servers=" + broker.bootstrapServers());
    int actual = dlq.execute(all.toArray(String[]::new));
    assertThat(actual).as("%s%s", out, err).isEqualTo(exitCode);
    return new Output(out.toString(), err.toString());
  }

  private static JsonNode json(Output output) throws Exception {
    return new ObjectMapper().readTree(output.out);
  }

  private static List<String> keys(String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("list", "--json"));
    arguments.addAll(List.of(options));
    List<String> keys = new ArrayList<>();
    json(run(0, arguments.toArray(String[]::new)))
        .get("letters")
        .forEach(letter -> keys.add(letter.at("/key/utf8").asText()));
    return keys;
  }

  /** Writes what Kafka Streams writes when a record fails. */
  private static void letter(
      @Nullable String key,
      byte @Nullable [] value,
      String exception,
      String message,
      int partition,
      long offset)
      throws Exception {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            DLQ, null, TIME.toEpochMilli(), key == null ? null : bytes(key), value);
    record.headers().add("origin", bytes("test"));
    addErrors(record, exception, message, EVENTS, partition, offset);
    producer.send(record).get();
  }

  private static void addErrors(
      ProducerRecord<byte[], byte[]> record,
      String exception,
      String message,
      String topic,
      int partition,
      long offset) {
    record.headers().add("__streams.errors.exception", bytes(exception));
    record.headers().add("__streams.errors.message", bytes(message));
    record.headers().add("__streams.errors.stacktrace", bytes(exception + "\n\tat Somewhere.java"));
    record.headers().add("__streams.errors.topic", bytes(topic));
    record.headers().add("__streams.errors.partition", bytes(Integer.toString(partition)));
    record.headers().add("__streams.errors.offset", bytes(Long.toString(offset)));
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
    return AvroSerdes.from(Map.of())
        .valueSerde(Topics.PLAYLIST_EVENTS)
        .serializer()
        .serialize(EVENTS, event);
  }

  private static long end() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      return consumer.endOffsets(List.of(DLQ_PARTITION)).getOrDefault(DLQ_PARTITION, -1L);
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> readAll(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  private static KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> config = connection().clientConfig();
    config.put("isolation.level", "read_committed");
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static Connection connection() {
    return Connection.to(broker.bootstrapServers());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
