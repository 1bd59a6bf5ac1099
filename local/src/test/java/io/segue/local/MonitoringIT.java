package io.segue.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.app.SegueApp;
import io.segue.app.ServeSettings;
import io.segue.app.playlists.Address;
import io.segue.app.quality.ExamSettings;
import io.segue.schemas.Connection;
import io.segue.schemas.Topics;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts and dashboard, against what an instance shows and in a real Prometheus. */
class MonitoringIT {

  private static final Path RULES = Path.of("../k8s/monitoring/alerts.yaml").toAbsolutePath();
  private static final Path DASHBOARD = Path.of("../k8s/monitoring/dashboard.json");
  private static final Pattern METRIC = Pattern.compile("\\b(?:segue|jvm)_[a-z_]+");
  private static final Pattern SERIES = Pattern.compile("(?m)^([a-z_]+)[ {]");
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir Path folder;

  @Test
  void everyMetricThatIsAskedForIsThereAndPrometheusTakesRulesAndQueries() throws Exception {
    try (SmallWorld world = SmallWorld.start(folder)) {
      world.train();
      try (SegueApp app = start(world)) {
        app.awaitReady(PATIENCE);
        String address = app.address().toString();
        somethingOfEverything(world, new ApiClient(address));

        Set<String> shown = awaitMetrics(address, wanted());

        assertThat(shown).containsAll(wanted());
        assumeThat(onPath("prometheus") && onPath("promtool"))
            .as("prometheus and promtool are here; scripts/install-prometheus installs them")
            .isTrue();
        run("promtool", "check", "rules", RULES.toString());
        run("promtool", "test", "rules", RULES.resolveSibling("alerts-test.yaml").toString());
        inPrometheus(address);
      }
    }
  }

  private SegueApp start(SmallWorld world) {
    return SegueApp.start(
        ServeSettings.defaults(Connection.to(world.bootstrapServers()))
            .withListen(new Address("127.0.0.1", 0))
            .withStateDir(folder.resolve("state"))
            .withThreads(1)
            .withExams(new ExamSettings(1, 1)));
  }

  /** A question, an event to examine, and one that nobody can read. */
  private static void somethingOfEverything(SmallWorld world, ApiClient client) throws Exception {
    client.post("/v1/playlists/new/events", "{\"trackId\": \"one\", \"action\": \"ADD\"}");
    client.await("/v1/playlists/new", answer -> answer.status() == 200);
    client.post("/v1/playlists/new/events", "{\"trackId\": \"two\", \"action\": \"ADD\"}");
    client.recommend("new", 5);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", world.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(Topics.PLAYLIST_EVENTS.name(), garbage, garbage)).get();
    }
  }

  private static Set<String> wanted() throws IOException {
    return METRIC
        .matcher(Files.readString(RULES) + Files.readString(DASHBOARD))
        .results()
        .map(found -> found.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What the instance shows, as soon as that is enough, or after a while in any case. */
  private Set<String> awaitMetrics(String address, Set<String> wanted) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Set<String> shown =
          SERIES
              .matcher(get("http://" + address + "/metrics"))
              .results()
              .map(found -> found.group(1))
              .collect(Collectors.toSet());
      if (shown.containsAll(wanted) || System.nanoTime() > deadline) {
        return shown;
      }
      Thread.sleep(100);
    }
  }

  private void inPrometheus(String address) throws Exception {
    Path config = folder.resolve("prometheus.yml");
    Files.writeString(
        config,
        """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: [%s]
        scrape_configs: [{job_name: segue, static_configs: [{targets: ['%s']}]}]
        """
            .formatted(RULES, address));
    String self = "127.0.0.1:" + EmbeddedBroker.freePort();
    Process prometheus =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("prometheus"),
                "--web.listen-address=" + self)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    try {
      String api = "http://" + self + "/api/v1/";
      awaitJson(api + "targets", found -> found.at("/data/activeTargets/0/health"), "up");
      awaitJson(api + "rules", MonitoringIT::healthOfTheLastRule, "ok");
      JsonNode rules = JSON.readTree(get(api + "rules")).at("/data/groups/0/rules");
      assertThat(rules.findValuesAsText("health")).hasSizeGreaterThan(5).containsOnly("ok");
      for (String expression : expressions()) {
        JsonNode answer = JSON.readTree(get(api + "query?query=" + ApiClient.encode(expression)));
        assertThat(answer.path("status").asText()).as("%s", expression).isEqualTo("success");
      }
    } finally {
      prometheus.destroy();
      prometheus.waitFor();
    }
  }

  /** Rules are evaluated one after the other, and before that their health is not known. */
  private static JsonNode healthOfTheLastRule(JsonNode answer) {
    JsonNode rules = answer.at("/data/groups/0/rules");
    return rules.path(rules.size() - 1).path("health");
  }

  /** Of the dashboard's panels, as Grafana would send them. */
  private static List<String> expressions() throws IOException {
    List<String> expressions = new ArrayList<>();
    for (String expression : JSON.readTree(Files.readString(DASHBOARD)).findValuesAsText("expr")) {
      expressions.add(expression.replace("$__rate_interval", "1m"));
    }
    assertThat(expressions).isNotEmpty();
    return expressions;
  }

  /** How a value is found in an answer. */
  private interface Pointer {
    JsonNode in(JsonNode answer);
  }

  private void awaitJson(String url, Pointer pointer, String wanted) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String found = "no answer";
    while (System.nanoTime() < deadline) {
      try {
        found = pointer.in(JSON.readTree(get(url))).asText();
        if (found.equals(wanted)) {
          return;
        }
      } catch (IOException e) { // it is starting
        found = e.toString();
      }
      Thread.sleep(100);
    }
    throw new AssertionError(
        "%s has %s instead of %s:%n%s"
            .formatted(url, found, wanted, Files.readString(folder.resolve("prometheus.log"))));
  }

  private String get(String url) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }

  private static boolean onPath(String program) {
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(System.getenv("PATH"))
        .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
  }

  private void run(String... command) throws Exception {
    Path output = folder.resolve("output");
    int exitCode =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    assertThat(exitCode).as("%s: %s", List.of(command), Files.readString(output)).isZero();
  }
}
