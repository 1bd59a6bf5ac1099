package io.segue.benchmarks;

import io.segue.schemas.CommandFailedException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An instance of the app in a process of its own, on a free port of this machine. */
final class AppProcess implements AutoCloseable {

  static final String HOST = "127.0.0.1";

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long STOP_SECONDS = 20;
  private static final long PAUSE_MS = 100;
  private static final int OK = 200;

  /** What scripts/segue, which started this process, would start an instance with. */
  private static final List<String> SERVE_OPTIONS =
      Arrays.stream(System.getProperty("segue.serve.options", "").split(" ", -1))
          .filter(option -> !option.isEmpty())
          .toList();

  private final Process process;
  private final Path log;
  private final int port;

  private AppProcess(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /** Starts an instance without further options of the JVM. */
  static AppProcess start(Path folder, String heap, List<String> arguments) throws IOException {
    return start(folder, heap, List.of(), arguments);
  }

  /**
   * Starts an instance with this process' class path.
   *
   * @param folder where it keeps its state and its log
   * @param heap the size of its heap from the start on, as {@code -Xmx} takes it: one that grows
   *     stays so small that its collector marks all the time
   * @param jvmOptions further options of the JVM
   * @param arguments of {@code serve}, besides where it listens and keeps its state
   */
  static AppProcess start(Path folder, String heap, List<String> jvmOptions, List<String> arguments)
      throws IOException {
    int port = freePort();
    Path log = folder.resolve("app.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(SERVE_OPTIONS);
    command.addAll(List.of("-Xms" + heap, "-Xmx" + heap));
    command.addAll(jvmOptions);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            "io.segue.app.Main",
            "serve",
            "--listen=" + HOST + ":" + port,
            "--state-dir=" + folder.resolve("state")));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    // Who interrupts the measurement does not leave the instance behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return new AppProcess(process, log, port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  /**
   * Waits until it answers a request with 200.
   *
   * @throws CommandFailedException when it ends before, or takes too long
   */
  void await(String target) throws InterruptedException, IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (status(target) != OK) {
      requireAlive();
      if (System.nanoTime() > deadline) {
        throw failure("does not answer " + target);
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
    }
  }

  /**
   * Checks that it runs.
   *
   * @throws CommandFailedException when it has ended
   */
  void requireAlive() {
    if (!process.isAlive()) {
      throw failure("has ended");
    }
  }

  private CommandFailedException failure(String what) {
    return new CommandFailedException(
        "The app %s. Its log ends with:%n%s"
            .formatted(what, String.join(System.lineSeparator(), lastLines())));
  }

  /** The status of the answer, 0 while there is none. */
  private int status(String target) {
    try (HttpConnection connection = new HttpConnection(HOST, port)) {
      return connection.exchange(HttpConnection.get(HOST, port, target));
    } catch (IOException e) {
      return 0;
    }
  }

  private List<String> lastLines() {
    try {
      List<String> lines = Files.readAllLines(log);
      return lines.subList(Math.max(0, lines.size() - 20), lines.size());
    } catch (IOException e) {
      return List.of("(it cannot be read: " + e + ")");
    }
  }

  /** Asks it to end, and waits as long as that takes: a JVM that keeps a cache writes it then. */
  void stopInPeace() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new CommandFailedException("The app does not end; its log is " + log + ".");
    }
  }

  /** The number of the process. */
  long pid() {
    return process.pid();
  }

  /** What it has in memory now. */
  ProcessMemory memory() {
    return ProcessMemory.of(process.pid());
  }

  /**
   * Has it collect all its garbage, and waits for that.
   *
   * @throws CommandFailedException when it cannot be asked to
   */
  void collectGarbage() throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                "GC.run")
            .redirectErrorStream(true)
            .start();
    String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (jcmd.waitFor() != 0) {
      throw new CommandFailedException("jcmd GC.run failed: " + answer);
    }
  }

  /** The processor time that it has taken so far, in seconds. */
  double processorSeconds() {
    return process.info().totalCpuDuration().map(time -> time.toNanos() / 1e9).orElse(0.0);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
