package io.segue.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A broker, instances and commands, each a process of its own, in one temporary folder. */
public final class Playground implements AutoCloseable {

  private static final int REHEARSED = 500;

  private final Path folder;
  private final Path search;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final String bootstrapServers;
  private @Nullable Path startCache;
  private int outputs;

  private Playground(Path folder, @Nullable String bootstrapServers, List<String> brokerJvmOptions)
      throws IOException, InterruptedException {
    this.folder = folder;
    if (bootstrapServers == null && TestBroker.inDocker()) {
      TestBroker broker = TestBroker.start(folder);
      running.push(broker);
      this.bootstrapServers = broker.bootstrapServers();
    } else if (bootstrapServers == null) {
      SegueProcess broker =
          SegueProcess.start(
              output("broker"),
              Map.of(),
              brokerJvmOptions,
              "broker",
              "--data-dir",
              folder.resolve("broker").toString(),
              "--port=0");
      running.push(broker);
      this.bootstrapServers = broker.await("Broker ready: (\\S+)");
    } else {
      this.bootstrapServers = bootstrapServers;
    }
    this.search = SmallSearch.writeTo(folder);
  }

  /** With a broker of its own. */
  public static Playground open(Path folder) throws IOException, InterruptedException {
    return new Playground(folder, null, List.of());
  }

  /** The same for many minutes, in which it pays to compile the broker as well as can be. */
  public static Playground openForLong(Path folder) throws IOException, InterruptedException {
    return new Playground(folder, null, List.of("-XX:TieredStopAtLevel=4"));
  }

  /** On brokers that somebody else runs. */
  public static Playground on(Path folder, String bootstrapServers)
      throws IOException, InterruptedException {
    return new Playground(folder, bootstrapServers, List.of());
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Invents playlists; the same for the same number of them. */
  public Path inventPlaylists(int playlists) throws IOException {
    Path file = folder.resolve("playlists-%d.csv".formatted(playlists));
    new PlaylistGenerator(1).writeCsv(file, playlists);
    return file;
  }

  /** The tracks of each playlist of an invented file, in the file's order. */
  public static Map<String, List<String>> playlistsOf(Path inventedFile) throws IOException {
    Map<String, List<String>> playlists = new LinkedHashMap<>();
    for (String line : Files.readAllLines(inventedFile).stream().skip(1).toList()) {
      String[] values = line.substring(1, line.length() - 1).split("\",\"", -1);
      playlists
          .computeIfAbsent(values[0] + "-" + values[3], id -> new ArrayList<>())
          .add(values[1] + "|||" + values[2]);
    }
    return playlists;
  }

  /** Starts an instance without waiting for it; the same name finds the same state again. */
  public SegueProcess startInstance(String name) throws IOException {
    return startInstance(name, bootstrapServers, "127.0.0.1:0", Map.of());
  }

  /** Starts an instance that listens at an address, with further variables and options. */
  public SegueProcess startInstance(
      String name,
      String bootstrapServers,
      String listen,
      Map<String, String> environment,
      String... options)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "serve",
                "--bootstrap-servers=" + bootstrapServers,
                "--listen=" + listen,
                "--state-dir=" + stateOf(name)));
    arguments.addAll(List.of(options));
    SegueProcess instance =
        SegueProcess.start(
            output(name),
            environment,
            startCache == null ? List.of() : List.of("-XX:AOTCache=" + startCache),
            arguments.toArray(String[]::new));
    running.push(instance);
    return instance;
  }

  /**
   * Lets an instance of another group run, answer and end in peace, so that the JVMs of all that
   * are started after it begin with what this one has loaded, linked and counted (JEP 483, 514,
   * 515).
   */
  public void rehearse() throws IOException, InterruptedException {
    Path cache = folder.resolve("start.aot");
    try (SegueProcess instance =
        SegueProcess.start(
            output("rehearsal"),
            Map.of(),
            List.of("-XX:AOTCacheOutput=" + cache),
            "serve",
            "--bootstrap-servers=" + bootstrapServers,
            "--listen=127.0.0.1:0",
            "--application-id=segue-rehearsal",
            "--state-dir=" + stateOf("rehearsal"))) {
      ApiClient client = awaitReady(instance);
      for (int i = 0; i < REHEARSED; i++) {
        client.recommend("rehearsal", 10);
        client.get("/v1/playlists/rehearsal");
      }
      instance.terminate();
    }
    startCache = cache;
  }

  /** Where the instance of that name keeps its state. */
  public Path stateOf(String name) {
    return folder.resolve("state-" + name);
  }

  /** A client of an instance, as soon as that is ready. */
  public static ApiClient awaitReady(SegueProcess instance)
      throws IOException, InterruptedException {
    return new ApiClient(instance.await("Segue answers at http://(\\S+) as"));
  }

  /** Runs a command to its end and returns what it printed. */
  public String run(String... arguments) throws IOException, InterruptedException {
    try (SegueProcess command = start(arguments)) {
      int exitCode = command.awaitExit();
      if (exitCode != 0) {
        throw new AssertionError(
            "segue %s ended with %d:%n%s"
                .formatted(String.join(" ", arguments), exitCode, command.output()));
      }
      return command.output();
    }
  }

  /** Starts a command, connected to the broker. */
  public SegueProcess start(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--bootstrap-servers=" + bootstrapServers);
    return SegueProcess.start(output(arguments[0]), all.toArray(String[]::new));
  }

  /** Starts a worker for the trials of distributed searches. */
  public SegueProcess startWorker() throws IOException {
    SegueProcess worker = start("work");
    running.push(worker);
    return worker;
  }

  /** Trains on what is in Kafka with a small search space, and publishes whatever comes of it. */
  public void train() throws IOException, InterruptedException {
    run(
        "train",
        "--search=" + search,
        "--ranking-time=1s",
        "--reports-dir=" + folder.resolve("reports"),
        "--force");
  }

  private Path output(String name) {
    return folder.resolve("%02d-%s.log".formatted(outputs++, name));
  }

  @Override
  public void close() throws Exception {
    while (!running.isEmpty()) {
      running.pop().close();
    }
  }
}
