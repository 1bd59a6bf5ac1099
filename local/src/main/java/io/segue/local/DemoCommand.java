package io.segue.local;

import io.segue.app.SegueApp;
import io.segue.app.ServeSettings;
import io.segue.app.playlists.Address;
import io.segue.schemas.BadInputException;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.CommandLines;
import io.segue.schemas.Connection;
import io.segue.trainer.cli.TrainCommand;
import io.segue.trainer.importing.ImportCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code segue demo}: the main job from end to end, on one machine with nothing else installed. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Run the main job on this machine: broker, import, app, training, recommendations.",
      "Goes on with a live feed of events until it is interrupted, unless --once is given."
    },
    footer = {
      "",
      "Examples:",
      "  scripts/segue demo",
      "  scripts/segue demo --playlists my-playlists/ --once"
    })
final class DemoCommand implements Callable<Integer> {

  private static final int INVENTED_PLAYLISTS = 3_000;
  private static final int SHOWN_PLAYLISTS = 3;

  /** Short enough for a first look. */
  private static final String RANKING_TIME = "8s";

  private static final String OWN_RANKING_TIME = "40s";
  private static final Duration ROLL_IN_LIMIT = Duration.ofMinutes(2);
  private static final long SEED = 42;

  @Option(
      names = "--playlists",
      paramLabel = "PATH",
      description = "A file or folder as 'import' reads it. Default: invented playlists.")
  private @Nullable Path playlists;

  @Option(names = "--once", description = "End after the recommendations.")
  private boolean once;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = ".segue/demo",
      description = "Where everything is kept from one run to the next. Default: ${DEFAULT-VALUE}.")
  private Path dataFolder = Path.of(".segue/demo");

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = ServeSettings.LISTEN_DEFAULT,
      description = "Where the API listens; port 0 takes a free one. Default: ${DEFAULT-VALUE}.")
  private String listen = ServeSettings.LISTEN_DEFAULT;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException, TimeoutException {
    Path file = playlists == null ? inventedPlaylists() : playlists;
    List<SamplePlaylist> samples = SamplePlaylist.of(file, SHOWN_PLAYLISTS);
    Address address = address();

    say("1/5 Starting a Kafka broker in %s".formatted(dataFolder));
    try (EmbeddedBroker broker = EmbeddedBroker.start(dataFolder, 0)) {
      Connection connection = Connection.to(broker.bootstrapServers());
      say("    ready at %s".formatted(broker.bootstrapServers()));

      say("2/5 Importing %s".formatted(file));
      importOnce(connection, file);

      say("3/5 Starting the app");
      ServeSettings settings =
          ServeSettings.defaults(connection)
              .withListen(address)
              .withStateDir(dataFolder.resolve("app"));
      try (SegueApp app = SegueApp.start(settings)) {
        say("    listening at http://%s".formatted(app.address()));
        String before = app.indexVersion();

        say("4/5 Training");
        run(
            CommandLines.of(new TrainCommand())
                .execute(
                    connected(
                        connection,
                        "--ranking-time=" + (playlists == null ? RANKING_TIME : OWN_RANKING_TIME))),
            "training");
        awaitRollIn(app, before);
        say("    the app serves index %s".formatted(app.indexVersion()));

        say("5/5 What should play next?");
        DemoClient client = new DemoClient(app.address().toString());
        for (SamplePlaylist sample : samples) {
          client.awaitTracks(sample.playlistId(), sample.tracks());
          client.recommendations(sample).forEach(out()::println);
        }
        out().flush();
        return once ? CommandLines.DONE : feed(app, client, file);
      }
    }
  }

  private int feed(SegueApp app, DemoClient client, Path file) {
    say(
        "%nListeners now play on, an event every %d ms, until you press Ctrl-C. Meanwhile try:"
            .formatted(LiveFeed.PAUSE.toMillis()));
    say("  curl 'http://%s/v1/playlists/live-0/recommendations?k=5'".formatted(app.address()));
    say("  curl http://%s/v1/index".formatted(app.address()));
    Thread main = Thread.currentThread();
    Thread onInterrupt = new Thread(() -> interruptAndJoin(main), "demo-interrupted");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
    try {
      new LiveFeed(client, file, out()).run();
    } catch (InterruptedException e) { // Ctrl-C: the way in which this ends
      say(
          "%nStopped. What it knows stays in %s; the next demo begins with it."
              .formatted(dataFolder));
    }
    return CommandLines.DONE;
  }

  /** Lets {@code main} close everything before the process ends. */
  private static void interruptAndJoin(Thread main) {
    main.interrupt();
    try {
      main.join(Duration.ofSeconds(20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Path inventedPlaylists() throws IOException {
    Path file = dataFolder.resolve("invented-playlists.csv");
    if (!Files.exists(file)) {
      Files.createDirectories(dataFolder);
      new PlaylistGenerator(SEED).writeCsv(file, INVENTED_PLAYLISTS);
    }
    return file;
  }

  /** Imports, unless the same file was imported into this folder's broker before. */
  private void importOnce(Connection connection, Path file) throws IOException {
    Path marker = dataFolder.resolve("imported");
    String identity =
        "%s %s%n".formatted(file.toAbsolutePath().normalize(), Files.getLastModifiedTime(file));
    if (Files.exists(marker) && Files.readString(marker).contains(identity)) {
      say("    this was done in an earlier run");
      return;
    }
    List<String> arguments = new ArrayList<>(List.of(connected(connection)));
    arguments.add("--rejects=" + dataFolder.resolve("rejects.csv"));
    arguments.add(file.toString());
    run(
        CommandLines.of(new ImportCommand()).execute(arguments.toArray(String[]::new)),
        "the import");
    Files.writeString(marker, identity, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void awaitRollIn(SegueApp app, @Nullable String before)
      throws InterruptedException, TimeoutException {
    app.awaitReady(ROLL_IN_LIMIT);
    long deadline = System.nanoTime() + ROLL_IN_LIMIT.toNanos();
    while (Objects.equals(app.indexVersion(), before)) {
      if (System.nanoTime() > deadline) {
        throw new CommandFailedException(
            "The new index version has not rolled in after " + ROLL_IN_LIMIT + ".");
      }
      Thread.sleep(50);
    }
  }

  private Address address() {
    try {
      return Address.parse(listen);
    } catch (IllegalArgumentException e) {
      throw new BadInputException("--listen cannot be used: " + e.getMessage() + ".", e);
    }
  }

  private static String[] connected(Connection connection, String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add("--bootstrap-servers=" + connection.bootstrapServers());
    return arguments.toArray(String[]::new);
  }

  private static void run(int exitCode, String what) {
    if (exitCode != CommandLines.DONE) {
      throw new CommandFailedException("The demo ends here, because %s failed.".formatted(what));
    }
  }

  private void say(String line) {
    out().println(line);
    out().flush();
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }
}
