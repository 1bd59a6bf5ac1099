package io.segue.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.schemas.BadInputException;
import io.segue.schemas.Connection;
import io.segue.schemas.ConnectionOptions;
import io.segue.schemas.TopicAdmin;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench ingest}: how fast events are taken, and how fast they could be at best. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description = {
      "Write events, then let instances that have no state yet take them all, with exactly_once_v2"
          + " and",
      "each number of stream threads by turns; a plain consumer that puts the same records into"
          + " RocksDB",
      "as they are is the ceiling. The first half of the events warms up, the second is measured."
          + " Needs a",
      "broker with nothing else on it, such as 'segue broker' runs, and no index version."
    },
    footer = {"", "Example:", "  scripts/segue bench ingest --bootstrap-servers=127.0.0.1:9092"})
public final class IngestCommand implements Callable<Integer> {

  private static final int TRACKS = 50_000;
  private static final int[] LENGTHS = {5, 40, 300};

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "1000000",
      description = {
        "How many events are written before, of playlists of 40 tracks; 0 takes what the topic has.",
        "Default: ${DEFAULT-VALUE}."
      })
  private int events;

  @Option(
      names = "--at-once",
      paramLabel = "N",
      description = {
        "How many playlists grow side by side: 1 is the order of an import. Default: all of them, as",
        "many listeners have it, and the worst order for a store."
      })
  private @Nullable Integer atOnce;

  @Option(
      names = "--threads",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,2,4",
      description = "How many stream threads. Default: ${DEFAULT-VALUE}.")
  private List<Integer> threads = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each is measured, by turns. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "1g",
      description = "Of the instances. Default: ${DEFAULT-VALUE}.")
  private String heap = "1g";

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there as JSON.")
  private @Nullable Path json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (events < 0
        || rounds < 1
        || threads.stream().anyMatch(n -> n < 1)
        || (atOnce != null && atOnce < 1)) {
      throw new BadInputException(
          "--rounds, --threads and --at-once must be at least 1, and --events not negative.");
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println(Machine.words());
    Connection to = connection.connection();
    TopicAdmin.createMissing(to, TopicAdmin.BROKER_DEFAULT);
    if (events > 0) {
      say(out, "writing %,d events".formatted(events));
      try (EventBurst burst = EventBurst.open(to)) {
        List<String> tracks = InventedTracks.ids(TRACKS);
        burst.send(
            EventBurst.newPrefix(),
            atOnce == null
                ? EventBurst.invented(events, tracks)
                : EventBurst.invented(events, atOnce, tracks));
      }
    }
    List<IngestionPace> plain = new ArrayList<>();
    Map<Integer, List<TopologyIngestion.Result>> topology = new LinkedHashMap<>();
    PlainIngestion.measure(to);
    for (int round = 1; round <= rounds; round++) {
      say(out, "measuring: round %d of %d, plain".formatted(round, rounds));
      plain.add(PlainIngestion.measure(to));
      for (int count : threads) {
        say(out, "measuring: round %d of %d, %d threads".formatted(round, rounds, count));
        topology
            .computeIfAbsent(count, key -> new ArrayList<>())
            .add(TopologyIngestion.measure(to, count, heap));
      }
    }
    print(plain, topology, out);
    if (json != null) {
      Files.writeString(json, asJson(plain, topology).toPrettyString() + "\n");
    }
    return 0;
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }

  private static void print(
      List<IngestionPace> plain,
      Map<Integer, List<TopologyIngestion.Result>> topology,
      PrintWriter out) {
    out.println();
    out.println(Spread.heading(plain.size() + " rounds"));
    Spread ceiling = Spread.of(plain, IngestionPace::perSecond);
    out.println(ceiling.row("consumer + RocksDB put, events/s (ceiling)"));
    out.println(Spread.of(plain, IngestionPace::processorMicros).row("  processor us an event"));
    topology.forEach(
        (count, results) -> {
          String name = "topology, %d stream threads".formatted(count);
          out.println(Spread.of(results, r -> r.pace().perSecond()).row(name + ", events/s"));
          out.println(ofCeiling(plain, results).row("  of the ceiling, %"));
          out.println(
              Spread.of(results, r -> r.pace().processorMicros()).row("  processor us an event"));
          out.println(
              Spread.of(results, TopologyIngestion.Result::changelogBytes)
                  .row("  changelog bytes an event, on disk"));
        });
    out.println();
    for (int length : LENGTHS) {
      int bytes = InventedPlaylist.bytes(length);
      out.printf(
          "a stored playlist of %d tracks: %,d bytes, %.1f an entry, of which the track's id %d%n",
          length, bytes, (double) bytes / length, InventedTracks.ID_LENGTH);
    }
    out.flush();
  }

  /** Each round's share of the ceiling of the same round. */
  private static Spread ofCeiling(
      List<IngestionPace> plain, List<TopologyIngestion.Result> results) {
    double[] shares = new double[results.size()];
    for (int round = 0; round < shares.length; round++) {
      shares[round] = 100 * results.get(round).pace().perSecond() / plain.get(round).perSecond();
    }
    return Spread.of(shares);
  }

  private ObjectNode asJson(
      List<IngestionPace> plain, Map<Integer, List<TopologyIngestion.Result>> topology) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    Machine.put(root.putObject("machine"));
    root.put("events", events).put("at_once", atOnce).put("heap", heap);
    ObjectNode ceiling = root.putObject("ceiling");
    Spread.of(plain, IngestionPace::perSecond).put(ceiling, "events_per_second");
    Spread.of(plain, IngestionPace::processorMicros).put(ceiling, "processor_us");
    ObjectNode byThreads = root.putObject("topology_by_threads");
    topology.forEach(
        (count, results) -> {
          ObjectNode node = byThreads.putObject(Integer.toString(count));
          Spread.of(results, r -> r.pace().perSecond()).put(node, "events_per_second");
          ofCeiling(plain, results).put(node, "percent_of_ceiling");
          Spread.of(results, r -> r.pace().processorMicros()).put(node, "processor_us");
          Spread.of(results, TopologyIngestion.Result::changelogBytes)
              .put(node, "changelog_bytes_per_event");
        });
    ObjectNode stored = root.putObject("stored_bytes_by_playlist_length");
    for (int length : LENGTHS) {
      stored.put(Integer.toString(length), InventedPlaylist.bytes(length));
    }
    return root;
  }
}
