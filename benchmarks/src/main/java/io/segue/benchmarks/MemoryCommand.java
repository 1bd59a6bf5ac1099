package io.segue.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.recommender.Model;
import io.segue.schemas.BadInputException;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.ConnectionOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench memory}: whether an instance keeps to the memory that it is given. */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    description = {
      "Give an instance as much memory as a container would, fill it with playlists, and let events"
          + " and",
      "queries go on for minutes: what is resident minute by minute, whether that is flat, and"
          + " whether it",
      "keeps to the stated bound. Needs a broker with nothing else on it, such as 'segue broker'"
          + " runs."
    },
    footer = {
      "",
      "Example:",
      "  scripts/segue bench memory --bootstrap-servers=127.0.0.1:9092 \\",
      "    --train=train.txt.gz --test=test.txt.gz --model=/tmp/bench.model"
    })
public final class MemoryCommand implements Callable<Integer> {

  private static final double MIB = 1 << 20;
  private static final Duration EVERY = Duration.ofSeconds(1);

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Mixin private ModelOptions asked = new ModelOptions();

  @Option(
      names = "--copies",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many copies of the catalogue lie side by side. Default: ${DEFAULT-VALUE}.")
  private int copies;

  @Option(
      names = "--playlists",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "How many playlists are written. Default: ${DEFAULT-VALUE}.")
  private int playlists;

  @Option(
      names = "--length",
      paramLabel = "N",
      defaultValue = "5",
      description = "How many tracks each has at first. Default: ${DEFAULT-VALUE}.")
  private int length;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "10",
      description = "How long events and queries go on. Default: ${DEFAULT-VALUE}.")
  private int minutes;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "How many minutes of that are not judged, in which code is compiled and caches fill."
              + " Default: ${DEFAULT-VALUE}.")
  private int warmUp;

  @Option(
      names = "--event-rate",
      paramLabel = "N",
      defaultValue = "500",
      description = "Events a second. Default: ${DEFAULT-VALUE}.")
  private int eventRate;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "300",
      description = "Queries a second. Default: ${DEFAULT-VALUE}.")
  private int rate;

  @Option(
      names = "--heap",
      paramLabel = "MIB",
      defaultValue = "3072",
      description = "The instance's heap. Default: ${DEFAULT-VALUE}.")
  private int heap;

  @Option(
      names = "--direct",
      paramLabel = "MIB",
      defaultValue = "128",
      description = "The instance's buffers outside of its heap. Default: ${DEFAULT-VALUE}.")
  private int direct;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there as JSON.")
  private @Nullable Path json;

  @Spec private @Nullable CommandSpec spec;

  /**
   * One minute.
   *
   * @param memory at its end
   * @param p99 of the queries that were due in it, in milliseconds
   */
  private record Minute(ProcessMemory memory, double p99) {}

  /**
   * What was measured.
   *
   * @param trend of what is of no file, in bytes by minutes, after warming up
   * @param peak the most that was resident
   * @param peakAnonymous the most of what is of no file
   * @param heapBefore what was alive on the heap before the load
   * @param heapAfter what was alive on it after that
   */
  private record Result(
      List<Minute> minutes,
      Trend trend,
      long peak,
      long peakAnonymous,
      double heapBefore,
      double heapAfter,
      int queries,
      Failures failures) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (copies < 1 || playlists < 1 || length < 1 || eventRate < 1 || rate < 1) {
      throw new BadInputException(
          "--copies, --playlists, --length, --event-rate and --rate must be at least 1.");
    }
    if (warmUp < 0 || minutes < warmUp + 1) {
      throw new BadInputException("--minutes must be more than --warm-up.");
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println(Machine.words());
    MemoryBound bound = new MemoryBound(heap, direct);
    out.println("bound: " + bound.words());
    int processors = Runtime.getRuntime().availableProcessors();
    Model model = BenchmarkModel.load(asked.train(), asked.modelFile(), copies, processors, out);
    List<String> tracks =
        IntStream.range(0, model.tracks().size()).mapToObj(model.tracks()::id).toList();
    Path folder = Files.createTempDirectory("segue-bench-memory");
    Result result;
    try (QueryRun run =
            QueryRun.open(
                connection.connection(),
                model,
                folder,
                heap + "m",
                bound.options(),
                List.of("--bootstrap-servers=" + connection.connection().bootstrapServers()),
                1,
                out);
        MixedLoad load = new MixedLoad(connection.connection(), run.app(), playlists, tracks)) {
      say(out, "writing %,d playlists of %d tracks".formatted(playlists, length));
      load.fill(length);
      say(
          out,
          "measuring: %,d events and %,d queries a second for %d minutes"
              .formatted(eventRate, rate, minutes));
      result = measure(run.app(), load);
    } finally {
      Folders.delete(folder);
    }
    print(result, bound, tracks.size(), out);
    if (json != null) {
      Files.writeString(json, asJson(result, bound, tracks.size()).toPrettyString() + "\n");
    }
    result.failures().requireNone();
    return 0;
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }

  private Result measure(AppProcess app, MixedLoad load) throws IOException, InterruptedException {
    double heapBefore = heapAlive(app);
    AtomicLong stop = new AtomicLong(Long.MAX_VALUE);
    Callable<TimedRequests> work = () -> load.run(eventRate, rate, stop);
    try (ExecutorService thread = Executors.newSingleThreadExecutor();
        MemorySampler memory = new MemorySampler(app.pid(), EVERY)) {
      Future<TimedRequests> requests = thread.submit(work);
      try {
        long begin = System.nanoTime();
        TimeUnit.MINUTES.sleep(minutes);
        stop.set(System.nanoTime());
        TimedRequests all = requests.get();
        List<MemorySampler.Sample> samples = memory.samples();
        List<Minute> series = new ArrayList<>();
        for (int minute = 0; minute < minutes; minute++) {
          long from = begin + TimeUnit.MINUTES.toNanos(minute);
          long to = from + TimeUnit.MINUTES.toNanos(1);
          Histogram nanos = all.between(from, to);
          series.add(new Minute(at(samples, to), nanos.getValueAtPercentile(99) / 1e6));
        }
        return new Result(
            series,
            trend(samples, begin),
            samples.stream().mapToLong(s -> s.memory().resident()).max().orElse(0),
            samples.stream().mapToLong(s -> s.memory().anonymous()).max().orElse(0),
            heapBefore,
            heapAlive(app),
            all.requests().size(),
            all.failures());
      } finally {
        stop.set(System.nanoTime());
      }
    } catch (ExecutionException e) {
      throw new CommandFailedException("The load failed: " + e.getCause() + ".", e);
    }
  }

  private static double heapAlive(AppProcess app) throws IOException, InterruptedException {
    app.collectGarbage();
    try (InstanceClient instance = new InstanceClient(AppProcess.HOST + ":" + app.port())) {
      return instance.metric("jvm_memory_used_bytes", "area=\"heap\"");
    }
  }

  /** The last look before a moment. */
  private static ProcessMemory at(List<MemorySampler.Sample> samples, long moment) {
    ProcessMemory memory = samples.get(0).memory();
    for (MemorySampler.Sample sample : samples) {
      if (sample.at() <= moment) {
        memory = sample.memory();
      }
    }
    return memory;
  }

  private Trend trend(List<MemorySampler.Sample> samples, long begin) {
    long from = begin + TimeUnit.MINUTES.toNanos(warmUp);
    List<MemorySampler.Sample> judged =
        samples.stream().filter(sample -> sample.at() >= from).toList();
    return Trend.of(
        judged.stream()
            .mapToDouble(s -> (s.at() - begin) / (double) TimeUnit.MINUTES.toNanos(1))
            .toArray(),
        judged.stream().mapToDouble(s -> s.memory().anonymous()).toArray());
  }

  private void print(Result result, MemoryBound bound, int tracks, PrintWriter out) {
    out.printf(
        "%n%,d tracks, %,d playlists%n%n%6s %13s %13s %13s %12s%n",
        tracks, playlists, "minute", "resident MiB", "no file MiB", "files MiB", "p99 ms");
    for (int minute = 0; minute < result.minutes().size(); minute++) {
      Minute row = result.minutes().get(minute);
      out.printf(
          Locale.ROOT,
          "%6d %,13.0f %,13.0f %,13.0f %12.1f%n",
          minute + 1,
          row.memory().resident() / MIB,
          row.memory().anonymous() / MIB,
          row.memory().files() / MIB,
          row.p99());
    }
    out.printf(
        Locale.ROOT,
        "%nwhat is of no file, after %d minutes: %+.2f MiB a minute, %+.2f %% of its mean over all:"
            + " %s%n",
        warmUp,
        result.trend().slope() / MIB,
        100 * result.trend().share(),
        result.trend().isFlat() ? "flat" : "not flat");
    out.printf(
        Locale.ROOT,
        "at its peak %,.0f MiB, %.0f %% of the bound (%s); with mapped files %,.0f MiB%n",
        result.peakAnonymous() / MIB,
        100 * result.peakAnonymous() / MIB / bound.mebibytes(),
        bound.words(),
        result.peak() / MIB);
    out.printf(
        Locale.ROOT,
        "alive on the heap: %,.0f MiB before the load, %,.0f MiB after it; %,d queries; not"
            + " answered with 200: %s%n",
        result.heapBefore() / MIB,
        result.heapAfter() / MIB,
        result.queries(),
        result.failures());
    out.flush();
  }

  private ObjectNode asJson(Result result, MemoryBound bound, int tracks) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    Machine.put(root.putObject("machine"));
    root.put("tracks", tracks)
        .put("playlists", playlists)
        .put("playlist_length", length)
        .put("event_rate", eventRate)
        .put("rate", rate)
        .put("bound_mib", bound.mebibytes())
        .put("bound", bound.words())
        .put("peak_bytes", result.peak())
        .put("peak_anonymous_bytes", result.peakAnonymous())
        .put("anonymous_bytes_per_minute", result.trend().slope())
        .put("flat", result.trend().isFlat())
        .put("heap_before_bytes", result.heapBefore())
        .put("heap_after_bytes", result.heapAfter())
        .put("queries", result.queries())
        .put("failed", result.failures().toString());
    ArrayNode series = root.putArray("minutes");
    for (Minute minute : result.minutes()) {
      series
          .addObject()
          .put("resident_bytes", minute.memory().resident())
          .put("anonymous_bytes", minute.memory().anonymous())
          .put("file_bytes", minute.memory().files())
          .put("p99_ms", minute.p99());
    }
    return root;
  }
}
