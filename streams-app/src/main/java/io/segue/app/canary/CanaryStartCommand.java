package io.segue.app.canary;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.app.quality.RankCounts;
import io.segue.schemas.ActiveIndex;
import io.segue.schemas.BadInputException;
import io.segue.schemas.Canary;
import io.segue.schemas.ConnectionOptions;
import io.segue.schemas.activation.ActiveIndexRegister;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code segue canary start}: has a version answer for a share of the playlists. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description =
        "Have a published version answer for a share of the playlists until it is judged.",
    footer = {
      "",
      "Example:",
      "  scripts/segue canary start v7 --share=0.2 --min-playlists=1000 --hours=24"
    })
final class CanaryStartCommand implements Callable<Integer> {

  private static final int HOUR_SECONDS = 3_600;
  private static final double HOURS_MAX = 24 * 365;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Parameters(paramLabel = "VERSION", description = "For example v7; 'segue versions' lists them.")
  private String version = "";

  @Option(
      names = "--share",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description =
          "The share of the playlists, above 0 and below 1; a half decides soonest."
              + " Default: ${DEFAULT-VALUE}.")
  private double share;

  @Option(
      names = "--k",
      paramLabel = "K",
      defaultValue = "20",
      description = "What is compared is HR@K, 1 to 100. Default: ${DEFAULT-VALUE}.")
  private int k;

  @Option(
      names = "--min-playlists",
      paramLabel = "N",
      defaultValue = "500",
      description = "Decide nothing before so many were examined. Default: ${DEFAULT-VALUE}.")
  private int minPlaylists;

  @Option(
      names = "--hours",
      paramLabel = "HOURS",
      defaultValue = "24",
      description = "Roll back what is undecided after so many. Default: ${DEFAULT-VALUE}.")
  private double hours;

  @Option(
      names = "--error-rate",
      paramLabel = "RATE",
      defaultValue = "0.05",
      description =
          "The probability, at most, of deciding between versions that are equally good, above 0"
              + " and below 1. Default: ${DEFAULT-VALUE}.")
  private double errorRate;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Canary canary = canary(Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS));
    ActiveIndex started;
    try (ActiveIndexRegister register = ActiveIndexRegister.open(connection.connection())) {
      started =
          register
              .change(contents -> Optional.of(TrialControl.started(contents, canary)))
              .orElseThrow();
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (json) {
      out.println(TrialJson.of(new ObjectMapper(), started).toPrettyString());
    } else {
      out.printf(
          "%s answers for a share of %s of the playlists from now on, %s for the others; until %s at"
              + " the latest.%n",
          canary.getVersion(), canary.getShare(), started.getVersion(), canary.getEndsAt());
    }
    out.flush();
    return 0;
  }

  private Canary canary(Instant now) {
    require(share > 0 && share < 1, "--share must be above 0 and below 1, not " + share);
    require(k >= 1 && k <= RankCounts.DEPTH, "--k must be 1 to " + RankCounts.DEPTH + ", not " + k);
    require(minPlaylists >= 1, "--min-playlists must be at least 1, not " + minPlaylists);
    require(hours > 0 && hours <= HOURS_MAX, "--hours must be above 0, not " + hours);
    require(
        errorRate > 0 && errorRate < 1,
        "--error-rate must be above 0 and below 1, not " + errorRate);
    return new Canary(
        version,
        share,
        now,
        now.plus(Duration.ofSeconds((long) (hours * HOUR_SECONDS))),
        k,
        minPlaylists,
        errorRate);
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new BadInputException(sentence + ".");
    }
  }
}
