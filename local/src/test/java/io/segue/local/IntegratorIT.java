package io.segue.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.segue.app.SegueApp;
import io.segue.app.ServeSettings;
import io.segue.app.playlists.Address;
import io.segue.client.After;
import io.segue.client.BatchAnswers;
import io.segue.client.Event;
import io.segue.client.EventPlace;
import io.segue.client.Index;
import io.segue.client.Options;
import io.segue.client.Playlist;
import io.segue.client.Problem;
import io.segue.client.Question;
import io.segue.client.Recommendation;
import io.segue.client.Recommendations;
import io.segue.client.SegueClient;
import io.segue.client.SegueException;
import io.segue.client.SimilarTracks;
import io.segue.client.Staleness;
import io.segue.client.Track;
import io.segue.schemas.Connection;
import java.io.File;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What programs of others do with Segue: the client, the producers of {@code examples/}, and every
 * curl command of the documents, on one instance with two index versions.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(300)
class IntegratorIT {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern TOKEN = Pattern.compile("\"token\":\"([0-9]+-[0-9]+)\"");

  /** A track that the documents ask about, for which one that the index knows is put. */
  private static final String DOCUMENTED_TRACK = "spotify:track:4uLU6hMCjMI75M1A2tKUQC";

  @TempDir static Path folder;
  private @Nullable SmallWorld world;
  private @Nullable SegueApp app;
  private String address = "";
  private String known = "";

  /** What a program came to. */
  private record Outcome(int exitCode, String output) {}

  @BeforeAll
  void start() throws Exception {
    SmallWorld small = SmallWorld.start(folder);
    world = small;
    small.train();
    small.publishAgain();
    SegueApp started =
        SegueApp.start(
            ServeSettings.defaults(Connection.to(small.bootstrapServers()))
                .withListen(new Address("127.0.0.1", 0))
                .withStateDir(folder.resolve("state"))
                .withThreads(1));
    app = started;
    started.awaitReady(Duration.ofMinutes(1));
    address = started.address().toString();
    ApiClient api = new ApiClient(address);
    api.await(
        "/v1/index",
        answer -> answer.body().path("versions").findValuesAsText("state").contains("previous"));
    known =
        api.await("/v1/tracks?query=a&k=1", answer -> answer.body().at("/tracks/0").isObject())
            .body()
            .at("/tracks/0/trackId")
            .asText();
  }

  @AfterAll
  void stop() {
    if (app != null) {
      app.close();
    }
    if (world != null) {
      world.close();
    }
  }

  @Test
  @Order(1)
  void theClientReadsItsOwnEventsAndGetsRecommendations() {
    SegueClient segue = client();
    Event add =
        new Event(known, Event.Action.ADD, "e1", "anna", Instant.EPOCH, "a player & its friends");

    EventPlace first = segue.append("my list/1", add);
    EventPlace again = segue.append("my list/1", add);
    Playlist playlist = segue.playlist("my list/1", again.token());

    assertThat(first.eventId()).isEqualTo("e1");
    assertThat(playlist.userId()).isEqualTo("anna");
    assertThat(playlist.tracks()).extracting(Playlist.Entry::trackId).containsExactly(known);
    assertThat(playlist.after()).isNotNull().extracting(After::reached).isEqualTo(true);
    Recommendations next =
        segue.recommend(
            "my list/1",
            Options.defaults()
                .k(7)
                .perArtistMax(2)
                .excludeTracks(List.of("x", "y & z"))
                .contextArtists(List.of("Nobody at all"))
                .diversity(0.25)
                .artistSpacing(1)
                .exploration(0.1)
                .explain(),
            again.token());
    assertThat(next.playlistId()).isEqualTo("my list/1");
    assertThat(next.recommendations()).hasSize(7);
    assertThat(next.recommendations()).extracting(Recommendation::rank).startsWith(1, 2, 3);
    assertThat(next.recommendations()).extracting(Recommendation::because).doesNotContainNull();
    assertThat(next.staleness().state()).isEqualTo("active");
  }

  @Test
  @Order(2)
  void theClientAsksWithoutAPlaylistManyAtOnceAndAboutTracksAndTheIndex() {
    SegueClient segue = client();
    Question question = new Question(List.of(known), Options.defaults().k(3).repeats());

    assertThat(segue.recommend(question).recommendations()).hasSize(3);
    BatchAnswers answers =
        segue.recommend(List.of(question, new Question(List.of(), Options.defaults().k(0))));
    assertThat(answers.answers().get(0).recommendations()).hasSize(3);
    Problem problem = answers.answers().get(1).problem();
    assertThat(problem).isNotNull().extracting(Problem::status).isEqualTo(400);
    SimilarTracks similar = segue.similarTracks(known, 4);
    assertThat(similar.track().trackId()).isEqualTo(known);
    assertThat(similar.similar()).hasSize(4);
    Index index = segue.index();
    assertThat(index.serving()).isEqualTo("v2");
    assertThat(index.versions()).extracting(Index.Version::state).contains("serving", "previous");
  }

  @Test
  @Order(3)
  void whatTheClientCannotHaveIsSaidInTheServersWords() {
    assertThatThrownBy(() -> client().similarTracks("nobody-plays-this", 5))
        .isInstanceOf(SegueException.class)
        .hasMessageContaining("nobody-plays-this")
        .satisfies(e -> assertThat(((SegueException) e).isNotFound()).isTrue())
        .satisfies(e -> assertThat(((SegueException) e).type()).startsWith("urn:segue:problem:"));
  }

  @Test
  @Order(4)
  void theClientsTypesAreThoseOfTheDocument() throws Exception {
    JsonNode schemas =
        new ApiClient(address).get("/web/openapi.json").body().at("/components/schemas");
    Map.<Class<?>, String>ofEntries(
            Map.entry(Recommendations.class, "/PlaylistRecommendations"),
            Map.entry(Recommendation.class, "/Recommendation"),
            Map.entry(Recommendation.Because.class, "/Because"),
            Map.entry(Recommendation.TrackShare.class, "/Because/properties/tracks/items"),
            Map.entry(Recommendation.SourceShare.class, "/Because/properties/sources/items"),
            Map.entry(Staleness.class, "/Staleness"),
            Map.entry(After.class, "/After"),
            Map.entry(BatchAnswers.class, "/BatchAnswers"),
            Map.entry(BatchAnswers.BatchAnswer.class, "/BatchAnswers/properties/answers/items"),
            Map.entry(Problem.class, "/Problem"),
            Map.entry(Track.class, "/Track"),
            Map.entry(SimilarTracks.class, "/SimilarTracks"),
            Map.entry(Playlist.class, "/Playlist"),
            Map.entry(Playlist.Entry.class, "/Playlist/properties/tracks/items"),
            Map.entry(Event.class, "/Event"),
            Map.entry(EventPlace.class, "/EventPlace"),
            Map.entry(Index.class, "/Index"),
            Map.entry(Index.Version.class, "/Index/properties/versions/items"))
        .forEach(
            (type, pointer) -> {
              TreeSet<String> documented = new TreeSet<>();
              schemas.at(pointer).path("properties").fieldNames().forEachRemaining(documented::add);
              TreeSet<String> named = new TreeSet<>();
              for (RecordComponent component : type.getRecordComponents()) {
                named.add(component.getName());
              }
              assertThat(named).as(type.getSimpleName()).isEqualTo(documented);
            });
  }

  @Test
  @Order(5)
  void theClientsExampleIsTheOneInTheDocumentAndRuns() throws Exception {
    String source = Files.readString(ROOT.resolve("examples/java/AskSegue.java"));
    Matcher shown =
        Pattern.compile("(?s)```java\n(.*?)```")
            .matcher(Files.readString(ROOT.resolve("docs/api.md")));
    assertThat(shown.find()).isTrue();
    assertThat(source.lines().map(String::strip).collect(Collectors.joining("\n")))
        .contains(shown.group(1).lines().map(String::strip).collect(Collectors.joining("\n")));

    Outcome outcome =
        java("AskSegue.java", "/client/target/|/jackson-", "http://" + address, known);

    assertThat(outcome.exitCode()).as("%s", outcome.output()).isZero();
    assertThat(outcome.output()).contains("1. ", "5. ", "404 ", "nobody-plays-this");
  }

  @Test
  @Order(6)
  void anEventOfAPlainJavaProducerIsInThePlaylist() throws Exception {
    Outcome outcome =
        java(
            "ProduceEvent.java",
            "/(kafka-clients|avro|jackson-[a-z]+|slf4j-api|lz4-java|commons-[a-z0-9]+)-[0-9]",
            brokers(),
            "from-java",
            known);

    assertThat(outcome.exitCode()).as("%s", outcome.output()).isZero();
    assertArrived("from-java", outcome);
  }

  @Test
  @Order(7)
  void anEventOfANodeProducerIsInThePlaylist() throws Exception {
    assumeThat(Files.isDirectory(ROOT.resolve("examples/node/node_modules")))
        .as("node and the example's packages are here; scripts/install-node installs them")
        .isTrue();

    Outcome outcome =
        run(List.of("node", "examples/node/produce.js", brokers(), "from-node", known));

    assertThat(outcome.exitCode()).as("%s", outcome.output()).isZero();
    assertArrived("from-node", outcome);
    assertThat(run(List.of("node", "examples/node/produce.js", brokers(), "from-node")).exitCode())
        .isEqualTo(2);
  }

  @Test
  @Order(8)
  void everyCurlCommandOfTheDocumentsDoesWhatTheySay() throws Exception {
    List<DocumentedCommand> commands = new ArrayList<>();
    for (String document : List.of("README.md", "docs/api.md", "docs/operations.md")) {
      commands.addAll(DocumentedCommand.of(ROOT.resolve(document)));
    }
    assertThat(commands).hasSizeGreaterThan(12);
    SoftAssertions all = new SoftAssertions();
    String token = "0-0";
    for (DocumentedCommand documented : commands) {
      Outcome outcome = run(List.of("bash", "-c", script(documented, token)));
      String answer = outcome.output().replace("\": ", "\":");
      String what = documented.place() + ": " + documented.command() + "\n" + outcome.output();
      // 28: curl's time was over
      all.assertThat(outcome.exitCode()).as(what).isEqualTo(documented.isEndless() ? 28 : 0);
      String status = answer.substring(answer.lastIndexOf('\n') + 1);
      all.assertThat(status).as(what).matches(documented.statusPattern());
      documented.parts().forEach(part -> all.assertThat(answer).as(what).contains(part));
      Matcher written = TOKEN.matcher(answer);
      token = written.find() ? written.group(1) : token;
    }
    all.assertAll();
  }

  /** The command, asked of our instance, about what there is in it. */
  private String script(DocumentedCommand documented, String token) throws Exception {
    String serving = new ApiClient(address).get("/v1/index").body().path("serving").asText();
    String command =
        documented
            .command()
            .replace("localhost:8080", address)
            .replace("/v1/tracks/" + DOCUMENTED_TRACK, "/v1/tracks/" + ApiClient.encode(known))
            .replace(DOCUMENTED_TRACK, known)
            .replace("4-17", token)
            .replace("\"v7\"", "\"" + serving + "\"");
    return "ADMIN=nobody-asks-for-it\ncurl() { command curl --max-time %d -w '\\n%%{http_code}' \"$@\"; }\n%s"
        .formatted(documented.isEndless() ? 3 : 20, command);
  }

  private void assertArrived(String playlistId, Outcome producer) {
    Playlist playlist = client().playlist(playlistId, producer.output().strip());
    assertThat(playlist.tracks()).extracting(Playlist.Entry::trackId).containsExactly(known);
    assertThat(playlist.after()).isNotNull().extracting(After::reached).isEqualTo(true);
  }

  private SegueClient client() {
    return SegueClient.builder(URI.create("http://" + address)).attempts(10).build();
  }

  private String brokers() {
    if (world == null) {
      throw new IllegalStateException("not started");
    }
    return world.bootstrapServers();
  }

  /** Runs an example from its source, with no more jars than those that the pattern finds. */
  private static Outcome java(String example, String jars, String... arguments) throws Exception {
    Pattern needed = Pattern.compile(jars);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                    .filter(entry -> needed.matcher(entry).find())
                    .collect(Collectors.joining(File.pathSeparator)),
                "examples/java/" + example));
    command.addAll(List.of(arguments));
    return run(command);
  }

  /** Runs a program in the project's folder; what it says on standard error goes to the log. */
  private static Outcome run(List<String> command) throws Exception {
    Path output = Files.createTempFile(folder, "out", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(ROOT.toFile())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("did not end in time: " + command);
    }
    return new Outcome(process.exitValue(), Files.readString(output));
  }
}
