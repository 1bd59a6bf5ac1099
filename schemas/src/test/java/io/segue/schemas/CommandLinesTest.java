package io.segue.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class CommandLinesTest {

  private final StringWriter err = new StringWriter();

  @Command(name = "segue")
  private static final class Root {}

  @Command(name = "work")
  private static final class Work implements Runnable {
    private final @Nullable RuntimeException failure;

    @Option(names = "--speed")
    private int speed = 1;

    Work(@Nullable RuntimeException failure) {
      this.failure = failure;
    }

    @Override
    public void run() {
      assertThat(speed).isEqualTo(1);
      if (failure != null) {
        throw failure;
      }
    }
  }

  private int run(@Nullable RuntimeException failure, String... arguments) {
    CommandLine work = CommandLines.of(new Work(failure));
    CommandLine root = CommandLines.of(new Root()).addSubcommand(work);
    root.setErr(new PrintWriter(err, true));
    return root.execute(arguments);
  }

  @Test
  void doneIsZero() {
    assertThat(run(null, "work")).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void badInputIsTwoWithOneSentence() {
    assertThat(run(new BadInputException("The file x is empty."), "work")).isEqualTo(2);
    assertThat(err.toString()).isEqualToIgnoringNewLines("segue work: The file x is empty.\n");
  }

  @Test
  void wrongConfigurationIsTwo() {
    assertThat(run(new ConfigException("acks is wrong."), "work")).isEqualTo(2);
    assertThat(err.toString()).contains("acks is wrong.");
  }

  @Test
  void knownFailureIsOneWithOneSentence() {
    assertThat(run(new CommandFailedException("No broker."), "work")).isEqualTo(1);
    assertThat(err.toString()).isEqualToIgnoringNewLines("segue work: No broker.\n");
  }

  @Test
  void unforeseenFailureIsOneAndSaysSo() {
    assertThat(run(new IllegalStateException("boom"), "work")).isEqualTo(1);
    assertThat(err.toString()).contains("unexpectedly", "boom");
  }

  @Test
  void wrongOptionsAreTwoWithAHint() {
    assertThat(run(null, "work", "--speed", "fast")).isEqualTo(2);
    assertThat(run(null, "work", "--sped", "1")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--speed", "fast", "'segue work --help'")
        .contains("--sped");
  }
}
