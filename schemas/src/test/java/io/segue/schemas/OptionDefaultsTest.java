package io.segue.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

class OptionDefaultsTest {

  @Command(name = "segue")
  private static final class Segue {}

  @Command(name = "play", mixinStandardHelpOptions = true)
  private static final class Play implements Runnable {

    @Mixin private final ConnectionOptions connection = new ConnectionOptions(Map.of());

    @Option(
        names = {"-t", "--threads"},
        defaultValue = "1")
    int threads;

    @Option(names = "--state-dir")
    @Nullable String stateDir;

    @Option(names = "--blocked", split = ",")
    List<String> blocked = List.of();

    @Option(names = "--pause", defaultValue = "PT1S")
    Duration pause = Duration.ZERO;

    @Option(names = "--loud")
    boolean loud;

    @Override
    public void run() {}
  }

  @TempDir Path folder;
  private final Play play = new Play();
  private final StringWriter errors = new StringWriter();

  @Test
  void withoutEnvironmentAndFileTheOptionsOwnDefaultsHold() throws IOException {
    assertThat(run(Map.of(), null)).isEqualTo(CommandLines.DONE);

    assertThat(play.threads).isEqualTo(1);
    assertThat(play.stateDir).isNull();
    assertThat(play.loud).isFalse();
  }

  @Test
  void theCommandLineGoesBeforeTheEnvironmentAndThatBeforeTheFile() throws IOException {
    String file =
        """
        all:
          bootstrap-servers: kafka:9092
        play:
          threads: 4
          state-dir: /from/the/file
          pause: PT2S
        """;

    run(Map.of("SEGUE_STATE_DIR", "/from/the/environment", "SEGUE_THREADS", "3"), file, "-t", "2");

    assertThat(play.threads).isEqualTo(2);
    assertThat(play.stateDir).isEqualTo("/from/the/environment");
    assertThat(play.pause).isEqualTo(Duration.ofSeconds(2));
    assertThat(play.connection.connection().bootstrapServers()).isEqualTo("kafka:9092");
  }

  @Test
  void listsAndTextsThatLookLikeNumbersStayWhatTheyAre() throws IOException {
    run(Map.of(), "play: {blocked: [a, b], state-dir: 12:30}");

    assertThat(play.blocked).containsExactly("a", "b");
    assertThat(play.stateDir).isEqualTo("12:30");
  }

  @Test
  void aSwitchIsOnWhereverItIsTurnedOn() throws IOException {
    run(Map.of(), "play: {loud: true}", "--loud");
    assertThat(play.loud).isTrue();

    play.loud = false;
    run(Map.of(), "play: {loud: true}");
    assertThat(play.loud).isTrue();

    play.loud = false;
    run(Map.of("SEGUE_LOUD", "yes"), null);
    assertThat(play.loud).isTrue();
  }

  @Test
  void aNameThatMeansNothingIsSaidWithTheOneThatIsMeant() throws IOException {
    assertThat(run(Map.of(), "play: {thread: 3}")).isEqualTo(CommandLines.BAD_INPUT);

    assertThat(errors.toString())
        .contains("segue.yaml", "'thread' in the section 'play' is no option", "mean threads?");
  }

  @Test
  void aSectionOfNoCommandIsSaidWithTheOneThatIsMeant() throws IOException {
    assertThat(run(Map.of(), "serv: {threads: 3}")).isEqualTo(CommandLines.BAD_INPUT);

    assertThat(errors.toString())
        .contains("the section 'serv' is no command's", "Did you mean serve?");
  }

  @Test
  void whatIsNoFileOfOptionsIsSaidWithItsPlace() throws IOException {
    assertThat(run(Map.of(), "play: 3")).isEqualTo(CommandLines.BAD_INPUT);
    assertThat(errors.toString()).contains("segue.yaml, line 1: there must be names with values");

    assertThat(run(Map.of(), "play:\n  threads: 1\n  threads: 2"))
        .isEqualTo(CommandLines.BAD_INPUT);
    assertThat(errors.toString()).contains("line 3: 'threads' is there twice");

    assertThat(run(Map.of("SEGUE_CONFIG_FILE", folder.resolve("none.yaml").toString()), null))
        .isEqualTo(CommandLines.BAD_INPUT);
    assertThat(errors.toString()).contains("none.yaml cannot be read");
  }

  @Test
  void aValueOfTheWrongKindIsSaidAsOnTheCommandLine() throws IOException {
    assertThat(run(Map.of(), "play: {threads: many}")).isEqualTo(CommandLines.BAD_INPUT);
    assertThat(errors.toString()).contains("--threads", "'many'");

    assertThat(run(Map.of("SEGUE_LOUD", "very"), null)).isEqualTo(CommandLines.BAD_INPUT);
    assertThat(errors.toString()).contains("--loud is a switch: 'very' is neither true nor false");
  }

  private int run(Map<String, String> environment, @Nullable String file, String... arguments)
      throws IOException {
    Path path = folder.resolve("segue.yaml");
    Files.deleteIfExists(path);
    if (file != null) {
      Files.writeString(path, file);
    }
    OptionDefaults defaults = new OptionDefaults(environment, path);
    CommandLine segue = CommandLines.of(new Segue(), defaults);
    segue.addSubcommand(CommandLines.of(play, defaults));
    String[] all = new String[arguments.length + 1];
    all[0] = "play";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return segue.setErr(new PrintWriter(errors)).execute(all);
  }
}
