package io.segue.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A subcommand of Segue as a process of its own, with its output in a file. */
public final class SegueProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Vector registers are used by the second compiler only: without it these take minutes. */
  private static final Set<String> COMPUTING = Set.of("train", "work", "serve");

  private final Process process;
  private final Path output;

  private SegueProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts {@code segue ARGUMENTS}; what it prints goes to the file. */
  public static SegueProcess start(Path output, String... arguments) throws IOException {
    return start(output, Map.of(), arguments);
  }

  /** The same with variables of the environment besides those of this process. */
  public static SegueProcess start(
      Path output, Map<String, String> environment, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx512m",
            "-XX:+UseSerialGC"));
    if (!COMPUTING.contains(arguments[0])) {
      command.add("-XX:TieredStopAtLevel=1");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.segue.local.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().putAll(environment);
    return new SegueProcess(builder.start(), output);
  }

  /** Waits for a line of output that the pattern finds itself in; returns its first group. */
  public String await(String pattern) throws IOException, InterruptedException {
    Pattern wanted = Pattern.compile(pattern);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      Matcher matcher = wanted.matcher(Files.readString(output));
      if (matcher.find()) {
        return matcher.group(1);
      }
      if (!process.isAlive()) {
        throw new AssertionError(
            "ended with %d before it printed %s:%n%s"
                .formatted(process.exitValue(), pattern, Files.readString(output)));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError(
        "did not print %s in time:%n%s".formatted(pattern, Files.readString(output)));
  }

  /** Waits for the end and returns the exit code. */
  public int awaitExit() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("did not end in time:\n" + Files.readString(output));
    }
    return process.exitValue();
  }

  /** Ends the process as the operating system does: without a last word. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks the process to end, and waits until it has. */
  public void terminate() throws IOException, InterruptedException {
    process.destroy();
    awaitExit();
  }

  /** The process's id. */
  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public String output() throws IOException {
    return Files.readString(output);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
