package io.segue.app;

import io.segue.app.access.AccessOptions;
import io.segue.app.playlists.Address;
import io.segue.app.quality.ExamSettings;
import io.segue.app.rules.LearningSettings;
import io.segue.schemas.BadInputException;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.ConnectionOptions;
import io.segue.schemas.PlaylistHistory;
import io.segue.schemas.Successions;
import io.segue.schemas.TopicAdmin;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code segue serve}: runs one instance until it is told to stop or a part of it fails. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Follow the playlists and the index, and answer queries over HTTP.",
      "Prints one line when it is ready. Ends with exit code 1 when a part of it fails."
    },
    footer = {
      "",
      "Examples:",
      "  scripts/segue serve",
      "  scripts/segue serve --listen=127.0.0.1:8081 --state-dir=.segue/second"
    })
public final class ServeCommand implements Callable<Integer> {

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  @Mixin private final AccessOptions access = new AccessOptions();

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = ServeSettings.LISTEN_DEFAULT,
      description = "Where to listen; port 0 takes a free one. Default: ${DEFAULT-VALUE}.")
  private String listen = ServeSettings.LISTEN_DEFAULT;

  @Option(
      names = "--advertise",
      paramLabel = "HOST:PORT",
      description = "Where the other instances reach this one. Default: the --listen address.")
  private @Nullable String advertise;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      defaultValue = ServeSettings.STATE_DIR_DEFAULT,
      description =
          "Folder of the stores and the cached indexes, one per process."
              + " Default: ${DEFAULT-VALUE}.")
  private Path stateDir = Path.of(ServeSettings.STATE_DIR_DEFAULT);

  @Option(
      names = "--application-id",
      paramLabel = "ID",
      defaultValue = ServeSettings.APPLICATION_ID_DEFAULT,
      description = "Instances with the same id share the playlists. Default: ${DEFAULT-VALUE}.")
  private String applicationId = ServeSettings.APPLICATION_ID_DEFAULT;

  @Option(
      names = "--playlist-length-max",
      paramLabel = "TRACKS",
      defaultValue = "" + PlaylistHistory.TRACKS_MAX_DEFAULT,
      description =
          "How many tracks a playlist keeps, the same on all instances; the oldest give way."
              + " Default: ${DEFAULT-VALUE}.")
  private int playlistLengthMax = PlaylistHistory.TRACKS_MAX_DEFAULT;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Stream threads. Default: one for each core.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--standbys",
      paramLabel = "N",
      defaultValue = "" + ServeSettings.STANDBYS_DEFAULT,
      description =
          "How many copies of each playlist other instances keep, the same on all instances."
              + " Default: ${DEFAULT-VALUE}.")
  private int standbys = ServeSettings.STANDBYS_DEFAULT;

  @Option(
      names = "--hop-limit-ms",
      paramLabel = "MS",
      defaultValue = "" + ServeSettings.HOP_LIMIT_MS_DEFAULT,
      description =
          "How long a query may look for an instance that has its playlist, in milliseconds."
              + " Default: ${DEFAULT-VALUE}.")
  private int hopLimitMs = ServeSettings.HOP_LIMIT_MS_DEFAULT;

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      defaultValue = "" + TopicAdmin.BROKER_DEFAULT,
      description = "Of topics that have to be created; -1 leaves it to the broker.")
  private short replicationFactor = TopicAdmin.BROKER_DEFAULT;

  @Option(
      names = "--blocked-tracks",
      paramLabel = "FILE",
      description = "Tracks that are never recommended: ids, one a line. Alike on all instances.")
  private @Nullable Path blockedTracks;

  @Option(
      names = "--blocked-artists",
      paramLabel = "FILE",
      description =
          "Artists that are never recommended, as the topic tracks writes them, one a line.")
  private @Nullable Path blockedArtists;

  @Option(
      names = "--learning-steps",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "How many tracks back each event is learnt from as it arrives, the same on all"
              + " instances; 0 learns nothing, "
              + Successions.STEPS_DEFAULT
              + " is what was measured. It costs a multiple of what applying the event does."
              + " Default: ${DEFAULT-VALUE}.")
  private int learningSteps;

  @Option(
      names = "--learning-half-life",
      paramLabel = "HOURS",
      defaultValue = "" + LearningSettings.HALF_LIFE_HOURS_DEFAULT,
      description =
          "After how many hours what was learnt so counts half. Default: ${DEFAULT-VALUE}.")
  private int learningHalfLifeHours = LearningSettings.HALF_LIFE_HOURS_DEFAULT;

  @Option(
      names = "--exam-share",
      paramLabel = "SHARE",
      defaultValue = "" + ExamSettings.SHARE_DEFAULT,
      description =
          "The share of the events that are examined before they are learnt: at which rank would"
              + " the track have been recommended? 0 to 1. Default: ${DEFAULT-VALUE}.")
  private double examShare = ExamSettings.SHARE_DEFAULT;

  @Option(
      names = "--exam-budget",
      paramLabel = "SHARE",
      defaultValue = "" + ExamSettings.BUDGET_DEFAULT,
      description =
          "How much of one processor's time that may take; what would take more is left out."
              + " Default: ${DEFAULT-VALUE}.")
  private double examBudget = ExamSettings.BUDGET_DEFAULT;

  @Option(
      names = "--served-log-share",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "The share of the answers about playlists that are written to the topic"
              + " recommendations-served, 0 to 1. Default: ${DEFAULT-VALUE}.")
  private double servedLogShare;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    try (SegueApp app = SegueApp.start(settings())) {
      Thread stopping = new Thread(app::close, "stopping");
      Runtime.getRuntime().addShutdownHook(stopping);
      app.awaitReady();
      say(
          "Segue answers at %s as %s with index %s"
              .formatted(app.url(), app.instance(), app.indexVersion()));
      throw new CommandFailedException(app.awaitFailure());
    }
  }

  /** What the options say. */
  ServeSettings settings() {
    try {
      return new ServeSettings(
          connection.connection(),
          Address.parse(listen),
          advertise == null ? null : Address.parse(advertise),
          stateDir,
          applicationId,
          playlistLengthMax,
          threads,
          standbys,
          Duration.ofMillis(hopLimitMs),
          replicationFactor,
          BlockLists.read(blockedTracks, blockedArtists),
          new ExamSettings(examShare, examBudget),
          servedLogShare,
          LearningSettings.of(learningSteps, learningHalfLifeHours),
          access.settings());
    } catch (IllegalArgumentException e) {
      throw new BadInputException("The options cannot be used: " + e.getMessage() + ".", e);
    }
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
