package io.segue.trainer.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.schemas.ConnectionOptions;
import io.segue.schemas.IndexManifest;
import io.segue.trainer.publishing.VersionHistory;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code versions compare A B}: what two versions differ in. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = "Show what two versions differ in: data, hyperparameters and metrics.",
    footer = {"", "Example:", "  scripts/segue versions compare v6 v7"})
final class VersionsCompareCommand implements Callable<Integer> {

  /** Properties of the data; if one of them differs, so do the playlists that were measured on. */
  private static final Set<String> DATA =
      Set.of("playlists", "entries", "records read", "split seed", "sampled share");

  @Mixin private ConnectionOptions connectionOptions = new ConnectionOptions();

  @Parameters(index = "0", paramLabel = "A", description = "For example v2.")
  private String first = "";

  @Parameters(index = "1", paramLabel = "B", description = "For example v3.")
  private String second = "";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  /**
   * A line of the comparison.
   *
   * @param name what is compared
   * @param a what it is in the first version, "-" when it has none
   * @param b what it is in the second
   * @param difference the second less the first, null when they are no numbers
   */
  record Line(String name, String a, String b, @Nullable Double difference) {}

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    VersionHistory history = Registry.history(connectionOptions.connection());
    IndexManifest a = Registry.manifest(history, first);
    IndexManifest b = Registry.manifest(history, second);
    List<Line> lines = compare(a, b);
    if (json) {
      ObjectNode root = new ObjectMapper().createObjectNode();
      root.set("a", Registry.json(history, a));
      root.set("b", Registry.json(history, b));
      ObjectNode differences = root.putObject("differences");
      for (Line line : lines) {
        differences
            .putObject(line.name())
            .put("a", line.a())
            .put("b", line.b())
            .put("difference", line.difference());
      }
      out.println(root.toPrettyString());
    } else {
      print(lines, out);
    }
    out.flush();
    return 0;
  }

  private void print(List<Line> lines, PrintWriter out) {
    out.printf("%-28s %22s %22s %12s%n", "", first, second, "difference");
    for (Line line : lines) {
      Double difference = line.difference();
      out.printf(
          "%-28s %22s %22s %12s%n",
          line.name(),
          line.a(),
          line.b(),
          difference == null ? "" : String.format(Locale.ROOT, "%+.4f", difference));
    }
    if (lines.stream().anyMatch(line -> DATA.contains(line.name()))) {
      out.println("The two were measured on different playlists: small differences mean nothing.");
    }
  }

  /** What differs, and all metrics. */
  static List<Line> compare(IndexManifest a, IndexManifest b) {
    Map<String, String> left = properties(a);
    Map<String, String> right = properties(b);
    List<Line> lines = new ArrayList<>();
    union(left, right)
        .forEach(
            name -> {
              String one = left.getOrDefault(name, "-");
              String other = right.getOrDefault(name, "-");
              if (!one.equals(other)) {
                lines.add(new Line(name, one, other, null));
              }
            });
    union(a.getMetrics(), b.getMetrics())
        .forEach(
            name -> {
              Double one = a.getMetrics().get(name);
              Double other = b.getMetrics().get(name);
              lines.add(
                  new Line(
                      name,
                      text(one),
                      text(other),
                      one == null || other == null ? null : other - one));
            });
    return lines;
  }

  private static Map<String, String> properties(IndexManifest manifest) {
    Map<String, String> properties = new TreeMap<>(manifest.getHyperparameters());
    properties.put("playlists", Integer.toString(manifest.getDataset().getPlaylists()));
    properties.put("entries", Long.toString(manifest.getDataset().getEvents()));
    properties.put(
        "records read",
        Long.toString(
            manifest.getDataset().getRanges().stream()
                .mapToLong(range -> range.getTo() - range.getFrom())
                .sum()));
    properties.put("split seed", Long.toString(manifest.getDataset().getSplitSeed()));
    properties.put("sampled share", Double.toString(manifest.getDataset().getSampledShare()));
    properties.put("tracks", Integer.toString(manifest.getTrackCount()));
    properties.put("code", manifest.getCodeVersion());
    return properties;
  }

  private static List<String> union(Map<String, ?> a, Map<String, ?> b) {
    Map<String, Object> both = new TreeMap<>(a);
    both.putAll(b);
    return List.copyOf(both.keySet());
  }

  private static String text(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
  }
}
