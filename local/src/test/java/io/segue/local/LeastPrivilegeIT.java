package io.segue.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import io.segue.app.SegueApp;
import io.segue.app.ServeSettings;
import io.segue.app.deadletters.DlqCommand;
import io.segue.app.playlists.Address;
import io.segue.app.rules.LearningSettings;
import io.segue.schemas.Connection;
import io.segue.schemas.Topics;
import io.segue.trainer.cli.RollbackCommand;
import io.segue.trainer.cli.TrainCommand;
import io.segue.trainer.cli.VersionsCommand;
import io.segue.trainer.distributed.TrialWorker;
import io.segue.trainer.importing.ImportCommand;
import java.io.PrintWriter;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Every component with exactly the rights that docs/security.md gives it, over SASL_SSL: so each of
 * its clients must have got the security settings too. And what is secret stays so.
 */
class LeastPrivilegeIT {

  private static final String PASSWORD = "correct-horse-battery-staple";
  private static final List<String> USERS =
      List.of(
          "admin",
          "segue-app",
          "segue-trainer",
          "segue-worker",
          "segue-importer",
          "segue-operator");

  @TempDir Path folder;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Queue<String> said = new ConcurrentLinkedQueue<>();

  @Test
  void everyComponentWorksWithItsOwnRightsAndNoMore() throws Exception {
    Path store = keyStore();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level before = root.getLevel();
    log.start();
    root.addAppender(log);
    root.setLevel(Level.INFO); // Kafka's clients log their whole configuration then
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0, secured(store))) {
      for (String user : USERS) {
        writeConfig(broker, store, user);
      }
      grant();

      Path file = folder.resolve("playlists.csv");
      new PlaylistGenerator(1).writeCsv(file, 60);
      run("segue-importer", new ImportCommand(), file.toString());
      train();
      trainWithAWorker(broker, store);
      try (SegueApp app = SegueApp.start(settings(broker, store))) {
        app.awaitReady(Duration.ofMinutes(2));
        assertThat(app.indexVersion()).isEqualTo("v2");
        useApi(app);
        run("segue-trainer", new RollbackCommand());
        ApiClient api = new ApiClient(app.address().toString());
        api.await("/v1/index", answer -> answer.body().path("serving").asText().equals("v1"));
        said.add(text(app, "/metrics"));
      }
      run("segue-trainer", new VersionsCommand());
      assertThat(run("segue-operator", new DlqCommand(), "list")).contains("1 dead letters");
      assertThat(run("segue-operator", new DlqCommand(), "replay", "--all"))
          .contains("Replayed 1 dead letters");

      assertRefused("segue-importer", Topics.INDEX_VERSIONS.name());
      assertRefused("segue-app", Topics.INDEX_VERSIONS.name());
      assertRefused("segue-app", Topics.TRACKS.name());
      assertRefused("segue-trainer", Topics.PLAYLIST_EVENTS.name());
      assertRefused("segue-operator", Topics.INDEX_CHUNKS.name());
      assertRefused("segue-worker", Topics.INDEX_CHUNKS.name());
    } finally {
      root.setLevel(before);
      root.detachAppender(log);
    }
    assertThat(log.list).isNotEmpty();
    assertThat(logged()).doesNotContain(PASSWORD);
    assertThat(said.toString()).doesNotContain(PASSWORD);
  }

  /** Asks, writes an event that is good, and sees one become a dead letter that is not. */
  private void useApi(SegueApp app) throws Exception {
    ApiClient api = new ApiClient(app.address().toString());
    ApiClient.Answer written =
        api.post("/v1/playlists/mine/events", "{\"trackId\": \"song\", \"action\": \"ADD\"}");
    assertThat(written.status()).isEqualTo(202);
    api.await("/v1/playlists/mine", answer -> answer.status() == 200);
    assertThat(api.tracks("mine")).containsExactly("song");
    try (KafkaProducer<byte[], byte[]> producer = producer("segue-importer")) {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.PLAYLIST_EVENTS.name(), "x".getBytes(UTF_8), "garbage".getBytes(UTF_8)))
          .get();
    }
    String counted = "";
    while (!counted.contains("cause=\"undecodable\"} 1")) {
      counted = text(app, "/metrics");
    }
    said.add(text(app, "/v1/playlists/nobody"));
    said.add(text(app, "/nowhere"));
    said.add(text(app, "/v1/playlists/mine?" + "x".repeat(100)));
  }

  private void trainWithAWorker(EmbeddedBroker broker, Path store) throws Exception {
    Connection connection =
        new Connection(broker.bootstrapServers(), clientSettings(store, "segue-worker"));
    List<TrialWorker> workers = TrialWorker.of(connection, 1, Clock.systemUTC(), said::add);
    try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
      Future<?> working =
          executor.submit(
              () -> {
                workers.get(0).run();
                return null;
              });
      try {
        train("--distributed");
      } finally {
        workers.forEach(TrialWorker::stop);
      }
      working.get();
    }
  }

  private void train(String... more) throws Exception {
    Path search = SmallSearch.writeTo(folder);
    List<String> arguments =
        new ArrayList<>(
            List.of("--search=" + search, "--reports-dir=" + folder.resolve("reports"), "--force"));
    arguments.addAll(List.of(more));
    run("segue-trainer", new TrainCommand(), arguments.toArray(String[]::new));
  }

  private String run(String user, Object command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--config=" + config(user));
    String output = CommandRun.toTheEnd(command, all);
    said.add(output);
    return output;
  }

  private void assertRefused(String user, String topic) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer(user)) {
      assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, new byte[1])).get())
          .as("%s writes to %s", user, topic)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(TopicAuthorizationException.class);
    }
  }

  private KafkaProducer<byte[], byte[]> producer(String user) throws Exception {
    return new KafkaProducer<>(
        properties(user), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private ServeSettings settings(EmbeddedBroker broker, Path store) {
    return ServeSettings.defaults(
            new Connection(broker.bootstrapServers(), clientSettings(store, "segue-app")))
        .withListen(new Address("127.0.0.1", 0))
        .withStateDir(folder.resolve("state"))
        .withLearning(LearningSettings.on());
  }

  private static String text(SegueApp app, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(app.url() + path)).build(), BodyHandlers.ofString())
          .body();
    }
  }

  /** Grants what docs/security.md says. */
  private void grant() throws Exception {
    try (Admin admin = Admin.create(properties("admin"))) {
      admin.createAcls(DocumentedAcls.read()).all().get();
    }
  }

  private static Map<String, String> secured(Path store) {
    StringBuilder users =
        new StringBuilder(
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"admin\""
                + " password=\""
                + PASSWORD
                + "\"");
    USERS.forEach(user -> users.append(" user_%s=\"%s\"".formatted(user, PASSWORD)));
    Map<String, String> settings = new HashMap<>();
    settings.put("listener.security.protocol.map", "PLAINTEXT:SASL_SSL,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put("sasl.enabled.mechanisms", "PLAIN");
    settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    settings.put("listener.name.plaintext.plain.sasl.jaas.config", users.append(';').toString());
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    // Nobody is anonymous but the controller: clients must name themselves on their listener.
    settings.put("super.users", "User:admin;User:ANONYMOUS");
    settings.putAll(storeSettings("keystore", store));
    settings.putAll(storeSettings("truststore", store));
    return settings;
  }

  private void writeConfig(EmbeddedBroker broker, Path store, String user) throws Exception {
    Properties properties = new Properties();
    properties.putAll(clientSettings(store, user));
    properties.put("bootstrap.servers", broker.bootstrapServers());
    try (PrintWriter out = new PrintWriter(config(user).toFile(), UTF_8)) {
      properties.store(out, null);
    }
  }

  private Properties properties(String user) throws Exception {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(config(user))) {
      properties.load(in);
    }
    return properties;
  }

  private Path config(String user) {
    return folder.resolve(user + ".properties");
  }

  private static Map<String, String> clientSettings(Path store, String user) {
    Map<String, String> settings = new HashMap<>(storeSettings("truststore", store));
    settings.put("security.protocol", "SASL_SSL");
    settings.put("sasl.mechanism", "PLAIN");
    settings.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(user, PASSWORD));
    return settings;
  }

  private static Map<String, String> storeSettings(String kind, Path store) {
    return Map.of(
        "ssl." + kind + ".location",
        store.toString(),
        "ssl." + kind + ".password",
        PASSWORD,
        "ssl." + kind + ".type",
        "PKCS12");
  }

  private Path keyStore() throws Exception {
    Path store = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=broker",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    return store;
  }

  private String logged() {
    StringBuilder all = new StringBuilder();
    for (ILoggingEvent event : List.copyOf(log.list)) {
      all.append(event.getFormattedMessage()).append('\n');
      Stream.iterate(event.getThrowableProxy(), thrown -> thrown != null, IThrowableProxy::getCause)
          .forEach(thrown -> all.append(thrown.getMessage()).append('\n'));
    }
    return all.toString();
  }
}
