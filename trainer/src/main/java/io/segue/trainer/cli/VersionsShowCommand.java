package io.segue.trainer.cli;

import io.segue.schemas.ConnectionOptions;
import io.segue.schemas.DatasetReference;
import io.segue.schemas.IndexManifest;
import io.segue.trainer.publishing.VersionHistory;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code versions show V}: everything that is known about one version. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Show what a version was trained on and with, and what it scored.",
    footer = {"", "Example:", "  scripts/segue versions show v7 --json"})
final class VersionsShowCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connectionOptions = new ConnectionOptions();

  @Parameters(paramLabel = "VERSION", description = "For example v3.")
  private String version = "";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    VersionHistory history = Registry.history(connectionOptions.connection());
    IndexManifest manifest = Registry.manifest(history, version);
    if (json) {
      out.println(Registry.json(history, manifest).toPrettyString());
    } else {
      print(history, manifest, out);
    }
    out.flush();
    return 0;
  }

  static void print(VersionHistory history, IndexManifest manifest, PrintWriter out) {
    DatasetReference dataset = manifest.getDataset();
    line(
        out,
        "version",
        manifest.getVersion() + (Registry.isActive(history, manifest) ? ", active" : ""));
    line(out, "created", manifest.getCreatedAt().toString());
    line(out, "parent", manifest.getParent() == null ? "-" : manifest.getParent());
    line(
        out,
        "size",
        String.format(
            Locale.ROOT,
            "%,d tracks, vectors of %d numbers, %,d bytes in %d chunks",
            manifest.getTrackCount(),
            manifest.getDimension(),
            manifest.getSizeBytes(),
            manifest.getChunks().size()));
    line(
        out,
        "data",
        String.format(
            Locale.ROOT,
            "%,d playlists, %,d entries of %s; split seed %d, share %s",
            dataset.getPlaylists(),
            dataset.getEvents(),
            dataset.getSource(),
            dataset.getSplitSeed(),
            dataset.getSampledShare()));
    line(out, "offsets", Registry.offsets(dataset));
    line(out, "code", manifest.getCodeVersion().isEmpty() ? "-" : manifest.getCodeVersion());
    new TreeMap<>(manifest.getHyperparameters()).forEach((name, value) -> line(out, name, value));
    new TreeMap<>(manifest.getMetrics())
        .forEach((name, value) -> line(out, name, String.format(Locale.ROOT, "%.6f", value)));
  }

  private static void line(PrintWriter out, String name, String value) {
    out.printf("%-28s %s%n", name, value);
  }
}
