package io.segue.local.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.segue.schemas.CommandLines;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scripts/chaos SCENARIO}: breaks something for some minutes, and says what held. */
@Command(
    name = "chaos",
    mixinStandardHelpOptions = true,
    description = {
      "Run brokers and instances on this machine, break something, and check what must hold.",
      "Ends with exit code 1 when a promise was not kept."
    },
    footer = {"", "Example:", "  scripts/chaos kill-instances --minutes=10 --json"})
final class ChaosCommand implements Callable<Integer> {

  private final Map<String, Supplier<Scenario>> scenarios =
      new TreeMap<>(
          Map.of(
              "kill-instances",
              KilledInstances::new,
              "kill-brokers",
              KilledBrokers::new,
              "partition",
              PartitionedInstance::new,
              "disk",
              DiskTrouble::new,
              "clock",
              JumpingClock::new,
              "versions",
              RollingVersions::new,
              "soak",
              Soak::new,
              "fuzz",
              () -> new Fuzz(count())));

  @Parameters(
      paramLabel = "SCENARIO",
      description = "kill-instances, kill-brokers, partition, disk, clock, versions, soak or fuzz.")
  private String scenario = "";

  @Option(
      names = "--minutes",
      defaultValue = "2",
      description = "How long things are broken. Default: ${DEFAULT-VALUE}.")
  private double minutes = 2;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Draws what happens. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--events",
      defaultValue = "200",
      description = "Events a second. Default: ${DEFAULT-VALUE}.")
  private int events = 200;

  @Option(
      names = "--queries",
      defaultValue = "200",
      description = "Queries a second. Default: ${DEFAULT-VALUE}.")
  private int queries = 200;

  @Option(
      names = "--count",
      defaultValue = "100000",
      description = "fuzz: how many requests, and how many records. Default: ${DEFAULT-VALUE}.")
  private int count = 100_000;

  @Option(
      names = "--folder",
      description = "Keeps what the processes write there; a temporary folder otherwise.")
  private @Nullable Path folder;

  @Option(names = "--json", description = "Print the figures as JSON; progress goes to stderr.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  private int count() {
    return count;
  }

  /** Runs a scenario and ends with its exit code. */
  public static void main(String[] arguments) {
    System.exit(CommandLines.of(new ChaosCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Supplier<Scenario> chosen = scenarios.get(scenario);
    if (chosen == null) {
      throw new ParameterException(
          spec.commandLine(),
          "There is no scenario '"
              + scenario
              + "'; there is "
              + String.join(", ", scenarios.keySet())
              + ".");
    }
    PrintStream progress = json ? System.err : System.out;
    Path where = folder == null ? Files.createTempDirectory("segue-chaos-") : folder;
    Files.createDirectories(where);
    progress.printf("%s for %.1f minutes with seed %d in %s%n", scenario, minutes, seed, where);
    Outcome outcome =
        chosen
            .get()
            .run(
                new Settings(
                    Duration.ofMillis((long) (minutes * 60_000)),
                    seed,
                    where,
                    events,
                    queries,
                    true,
                    progress));
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("scenario", scenario);
    report.put("minutes", minutes);
    report.put("seed", seed);
    report.putAll(outcome.report());
    if (json) {
      System.out.println(
          new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report));
    } else {
      report.forEach((name, value) -> System.out.printf("%-20s %s%n", name, value));
    }
    return outcome.broken().isEmpty() ? 0 : 1;
  }
}
