package io.segue.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.app.access.AccessSettings;
import io.segue.app.access.TlsFiles;
import io.segue.app.playlists.Address;
import io.segue.app.quality.ExamSettings;
import io.segue.app.rules.LearningSettings;
import io.segue.recommender.Exclusions;
import io.segue.schemas.BadInputException;
import io.segue.schemas.CommandLines;
import io.segue.schemas.Connection;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ServeSettingsTest {

  @Test
  void theDefaultsAreThoseOfTheManual() {
    ServeSettings settings = parsed();

    assertThat(settings.connection().bootstrapServers()).isNotEmpty();
    assertThat(settings.listen()).isEqualTo(new Address("127.0.0.1", 8080));
    assertThat(settings.advertise()).isNull();
    assertThat(settings.stateDir()).isEqualTo(Path.of(".segue/streams-app"));
    assertThat(settings.applicationId()).isEqualTo("segue");
    assertThat(settings.playlistTracksMax()).isEqualTo(1_000);
    assertThat(settings.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(settings.standbys()).isEqualTo(1);
    assertThat(settings.hopLimit()).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.replicationFactor()).isEqualTo((short) -1);
    assertThat(settings.access()).isEqualTo(AccessSettings.loopbackOnly());
    assertThat(settings.blocked()).isEqualTo(Exclusions.NONE);
    assertThat(settings.learning()).isEqualTo(new LearningSettings(0, 168 * 3_600_000.0));
  }

  @Test
  void theCommandsDefaultsAreTheSettingsDefaults() {
    ServeSettings command = parsed("--bootstrap-servers", "a:1");
    ServeSettings defaults = ServeSettings.defaults(command.connection());

    assertThat(command).isEqualTo(defaults);
  }

  @Test
  void everyOptionReachesItsSetting(@TempDir Path directory) throws Exception {
    Path tracks = Files.writeString(directory.resolve("tracks.txt"), " t1 \n\nt 2\n");
    Path artists = Files.writeString(directory.resolve("artists.txt"), "Sigur Rós");
    ServeSettings settings =
        parsed(
            "--bootstrap-servers",
            "kafka:19092",
            "--listen",
            "0.0.0.0:0",
            "--advertise",
            "[fd00::1]:8443",
            "--state-dir",
            "/var/lib/segue",
            "--application-id",
            "segue-eu",
            "--playlist-length-max",
            "50",
            "--threads",
            "3",
            "--standbys",
            "2",
            "--hop-limit-ms",
            "250",
            "--replication-factor",
            "3",
            "--blocked-tracks",
            tracks.toString(),
            "--blocked-artists",
            artists.toString(),
            "--learning-steps",
            "5",
            "--learning-half-life",
            "24",
            "--exam-share",
            "0.25",
            "--exam-budget",
            "0.5",
            "--served-log-share",
            "0.01",
            "--insecure-allow-anyone",
            "--tls-cert",
            "server.pem",
            "--tls-key",
            "key.pem",
            "--tls-ca",
            "ca.pem");

    assertThat(settings.connection().bootstrapServers()).isEqualTo("kafka:19092");
    assertThat(settings.listen()).isEqualTo(new Address("0.0.0.0", 0));
    assertThat(settings.advertise()).isEqualTo(new Address("fd00::1", 8443));
    assertThat(settings.stateDir()).isEqualTo(Path.of("/var/lib/segue"));
    assertThat(settings.applicationId()).isEqualTo("segue-eu");
    assertThat(settings.playlistTracksMax()).isEqualTo(50);
    assertThat(settings.threads()).isEqualTo(3);
    assertThat(settings.standbys()).isEqualTo(2);
    assertThat(settings.hopLimit()).isEqualTo(Duration.ofMillis(250));
    assertThat(settings.replicationFactor()).isEqualTo((short) 3);
    assertThat(settings.learning()).isEqualTo(LearningSettings.of(5, 24));
    assertThat(settings.access().anyone()).isTrue();
    assertThat(settings.access().tls())
        .isEqualTo(new TlsFiles(Path.of("server.pem"), Path.of("key.pem"), Path.of("ca.pem")));
    assertThat(settings.servedLogShare()).isEqualTo(0.01);
    assertThat(settings.exams()).isEqualTo(new ExamSettings(0.25, 0.5));
    assertThat(settings.blocked())
        .isEqualTo(new Exclusions(Set.of("t1", "t 2"), Set.of("Sigur Rós")));
  }

  @Test
  void blockListsThatCannotBeUsedAreRefusedByFileAndLine(@TempDir Path directory) throws Exception {
    Path long3 = Files.writeString(directory.resolve("long.txt"), "a\nb\n" + "x".repeat(2_000));
    Path latin = Files.write(directory.resolve("latin.txt"), new byte[] {'a', (byte) 0xe9});

    assertThatThrownBy(() -> parsed("--blocked-tracks", long3.toString()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("long.txt, line 3: ")
        .hasMessageContaining("1024");
    assertThatThrownBy(() -> parsed("--blocked-artists", latin.toString()))
        .hasMessageContaining("latin.txt is not UTF-8 text");
    assertThatThrownBy(() -> parsed("--blocked-tracks", "/nowhere/at/all"))
        .hasMessageContaining("/nowhere/at/all cannot be read");
  }

  @ParameterizedTest
  @CsvSource({
    "--listen, 8080, write host:port",
    "--listen, ::1:8080, in brackets",
    "--listen, localhost:, no port number",
    "--listen, localhost:70000, between 0 and 65535",
    "--listen, :8080, needs a host",
    "--advertise, localhost:0, port other than 0",
    "--application-id, a b, letters",
    "--playlist-length-max, 0, at least 1 track",
    "--threads, 0, 1 to 256",
    "--hop-limit-ms, 0, must be positive",
    "--exam-share, 1.5, between 0 and 1",
    "--exam-budget, 0, must be above 0",
    "--served-log-share, -1, between 0 and 1",
  })
  void whatCannotBeUsedIsRefusedWithASentence(String option, String value, String detail) {
    assertThatThrownBy(() -> parsed(option, value))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(detail);
  }

  @Test
  void anUnknownOptionEndsWithExitCodeTwoAndASuggestion() {
    StringWriter err = new StringWriter();
    CommandLine segue = CommandLines.of(new Main());
    segue.addSubcommand(CommandLines.of(new ServeCommand()));
    segue.setErr(new PrintWriter(err));

    int exitCode = segue.execute("serve", "--lisen", "localhost:1");

    assertThat(exitCode).isEqualTo(CommandLines.BAD_INPUT);
    assertThat(err.toString()).contains("--lisen").contains("--listen");
  }

  @Test
  void anAddressReadsWhatItWrites() {
    for (String text : new String[] {"localhost:1", "[::1]:8080", "10.0.0.1:65535"}) {
      assertThat(Address.parse(text)).hasToString(text);
    }
  }

  @Test
  void settingsCanBeVariedOneByOne() {
    ServeSettings defaults = ServeSettings.defaults(Connection.to("a:1"));
    ServeSettings varied =
        defaults.withListen(new Address("h", 1)).withStateDir(Path.of("s")).withThreads(9);

    assertThat(varied.listen()).isEqualTo(new Address("h", 1));
    assertThat(varied.stateDir()).isEqualTo(Path.of("s"));
    assertThat(varied.threads()).isEqualTo(9);
    assertThat(varied.connection()).isSameAs(defaults.connection());
  }

  private static ServeSettings parsed(String... arguments) {
    ServeCommand command = new ServeCommand();
    CommandLines.of(command).parseArgs(arguments);
    return command.settings();
  }
}
