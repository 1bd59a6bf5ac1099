package io.segue.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    return start(output, environment, List.of(), arguments);
  }

  /** The same with options for the JVM besides those that every subcommand has. */
  static SegueProcess start(
      Path output, Map<String, String> environment, List<String> jvmOptions, String... arguments)
      throws IOException {
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
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", classPath(), "io.segue.local.Main"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return start(output, builder);
  }

  /** Starts Segue in another way than from this class path, such as by a script. */
  public static SegueProcess start(Path output, ProcessBuilder command) throws IOException {
    command
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    return new SegueProcess(command.start(), output);
  }

  /** Without the tests' folder: of a class path with folders the JVM keeps no cache. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
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

  /** Waits for the first of these to print a line that the pattern finds itself in. */
  public static SegueProcess awaitFirst(List<SegueProcess> processes, String pattern)
      throws IOException, InterruptedException {
    Pattern wanted = Pattern.compile(pattern);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      for (SegueProcess one : processes) {
        if (wanted.matcher(one.output()).find()) {
          return one;
        }
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    StringBuilder printed = new StringBuilder();
    for (SegueProcess one : processes) {
      printed.append(one.output()).append('\n');
    }
    throw new AssertionError("none printed %s in time:%n%s".formatted(pattern, printed));
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

  /**
   * Says how far this process stands back behind others that want a processor. A system that does
   * not allow that leaves it as it was. The JVM's compilers have much to do for a while after a
   * start, and never come forward again.
   *
   * @param niceness 0 for as good as any other, up to 19 for the last of all
   */
  public void standBack(int niceness) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("renice", "-n", String.valueOf(niceness), "-p"));
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid() + "/task"))) {
      threads
          .filter(thread -> niceness > 0 || !isCompiler(thread))
          .forEach(thread -> command.add(thread.getFileName().toString()));
    } catch (NoSuchFileException e) {
      return; // it has ended, or this system does not show threads
    }
    new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static boolean isCompiler(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).contains("CompilerThre");
    } catch (IOException e) { // it has ended
      return true;
    }
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

  /** The sentence with which a process ends that does not end well. */
  public String lastLine() throws IOException {
    return output().strip().lines().reduce("", (before, line) -> line);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
