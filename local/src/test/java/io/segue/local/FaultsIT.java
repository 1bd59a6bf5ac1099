package io.segue.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.schemas.Action;
import io.segue.schemas.PlaylistEvent;
import io.segue.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong, and what must hold all the same. */
class FaultsIT {

  @TempDir Path folder;

  @Test
  void poisonedRecordsBecomeDeadLettersAndTheStreamGoesOn() throws Exception {
    try (Playground playground = Playground.open(folder)) {
      playground.run("import", playground.inventPlaylists(20).toString());
      playground.train();
      ApiClient api = Playground.awaitReady(playground.startInstance("app"));

      RawRecords.send(
          playground, "playlist-events", "p", "not Avro".getBytes(StandardCharsets.UTF_8));
      RawRecords.send(playground, "playlist-events", "another key", event("p", "song"));
      RawRecords.send(playground, "playlist-events", null, event("p", "song"));
      RawRecords.send(playground, "playlist-events", "p", null);
      RawRecords.send(playground, "playlist-events", "p", event("p", "song"));

      api.await("/v1/playlists/p", answer -> answer.status() == 200);
      assertThat(api.tracks("p")).containsExactly("song");
      List<ConsumerRecord<byte[], byte[]>> dead =
          RawRecords.readAll(playground, Topics.PLAYLIST_EVENTS_DLQ, 4);
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
      RawRecords.readAll(playground, Topics.PLAYLIST_EVENTS_DLQ, 12);
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

      CorruptVersion.publish(playground, "v2");

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
      assertThat(segmentTime(playground, "segue-playlists-changelog"))
          .as("what a restore must read without compaction")
          .isEqualTo(Duration.ofMinutes(1));
    }
  }

  private static Duration segmentTime(Playground playground, String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", playground.bootstrapServers()))) {
      Config config =
          admin.describeConfigs(List.of(resource)).values().values().iterator().next().get();
      String millis = config.get(TopicConfig.SEGMENT_MS_CONFIG).value();
      return Duration.ofMillis(Long.parseLong(millis));
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
    return RawRecords.bytes(Topics.PLAYLIST_EVENTS, event);
  }

  private static void awaitEvents(Playground playground, long count) throws Exception {
    try (KafkaConsumer<byte[], byte[]> consumer = RawRecords.consumer(playground)) {
      List<TopicPartition> partitions =
          IntStream.range(0, Topics.PLAYLIST_EVENTS.partitions())
              .mapToObj(p -> new TopicPartition(Topics.PLAYLIST_EVENTS.name(), p))
              .toList();
      while (consumer.endOffsets(partitions).values().stream().mapToLong(l -> l).sum() < count) {
        Thread.sleep(5);
      }
    }
  }
}
