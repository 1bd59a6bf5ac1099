package io.segue.app.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.segue.app.rules.LearningGate;
import io.segue.app.rules.LearningSettings;
import io.segue.schemas.AvroSerdes;
import io.segue.schemas.Connection;
import io.segue.schemas.Topics;
import io.segue.schemas.serdes.RegistryUnavailableException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Good records, and a registry that does not let us in. */
class RegistryOutageTest {

  private static final byte[] KEY = "p".getBytes(StandardCharsets.UTF_8);
  private static final byte[] OF_SCHEMA_1 = {0, 0, 0, 0, 1, 2, 3};

  private final AtomicInteger undecodable = new AtomicInteger();
  private final AtomicInteger unreadableTracks = new AtomicInteger();
  @TempDir private Path stateDir;

  @Test
  void aRecordWhoseSchemaCannotBeAskedForStopsTheStreamAndIsNotPutAside() throws Exception {
    HttpServer registry =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(401, -1);
          exchange.close();
        });
    registry.start();
    String url = "http://127.0.0.1:" + registry.getAddress().getPort();
    try (TopologyTestDriver driver = driver(AvroSerdes.from(Map.of("schema.registry.url", url)))) {
      for (String topic : List.of(Topics.PLAYLIST_EVENTS.name(), Topics.TRACKS.name())) {
        assertThatThrownBy(
                () ->
                    driver
                        .createInputTopic(
                            topic, new ByteArraySerializer(), new ByteArraySerializer())
                        .pipeInput(KEY, OF_SCHEMA_1))
            .as(topic)
            .extracting(RegistryOutageTest::rootOf)
            .isInstanceOf(RegistryUnavailableException.class)
            .asString()
            .contains(url, "schema with id 1", "401");
      }
      assertThat(
              driver
                  .createOutputTopic(
                      Topics.PLAYLIST_EVENTS_DLQ,
                      new ByteArrayDeserializer(),
                      new ByteArrayDeserializer())
                  .isEmpty())
          .isTrue();
      assertThat(undecodable).hasValue(0);
      assertThat(unreadableTracks).hasValue(0);
    } finally {
      registry.stop(0);
    }
  }

  private static Throwable rootOf(Throwable thrown) {
    return thrown.getCause() == null ? thrown : rootOf(thrown.getCause());
  }

  private TopologyTestDriver driver(AvroSerdes serdes) {
    StreamFaults faults =
        new StreamFaults() {
          @Override
          public void undecodable() {
            undecodable.incrementAndGet();
          }

          @Override
          public void invalid() {}
        };
    Properties properties =
        StreamsProperties.build(
            Connection.to("unused:9092"), "segue-test", "localhost:1", stateDir, 1, 10, faults);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    return new TopologyTestDriver(
        PlaylistTopology.buildTopology(
            new TopologySettings(10, serdes, LearningSettings.OFF),
            new PlaylistProgress(),
            LearningGate.OPEN,
            unreadableTracks::incrementAndGet,
            () -> AppliedEvents.all(List.of())),
        properties,
        Instant.EPOCH);
  }
}
