package io.segue.trainer.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.schemas.ActiveIndex;
import io.segue.schemas.ConnectionOptions;
import io.segue.schemas.IndexManifest;
import io.segue.trainer.cli.Instances.Serving;
import io.segue.trainer.publishing.VersionHistory;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code versions}: lists the index versions that are there, the active one marked. */
@Command(
    name = "versions",
    mixinStandardHelpOptions = true,
    subcommands = {VersionsShowCommand.class, VersionsCompareCommand.class},
    description = "List the published index versions; * marks the active one.",
    footer = {
      "",
      "Examples:",
      "  scripts/segue versions --instances=127.0.0.1:8080",
      "  scripts/segue versions compare v6 v7"
    })
public final class VersionsCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connectionOptions = new ConnectionOptions();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--instances",
      paramLabel = "HOST:PORT,…",
      split = ",",
      description = "Ask these instances which version they serve, with the token in $SEGUE_TOKEN.")
  private List<String> instances = List.of();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    List<Serving> serving = Instances.ask(instances);
    VersionHistory history = Registry.history(connectionOptions.connection());
    if (json) {
      out.println(asJson(history, serving).toPrettyString());
    } else {
      printTable(history, serving, out);
    }
    out.flush();
    return 0;
  }

  static void printTable(VersionHistory history, List<Serving> serving, PrintWriter out) {
    if (history.manifests().isEmpty()) {
      out.println("No index versions are published yet; train one first (segue train).");
    } else {
      out.printf(
          "  %-8s %-20s %-8s %10s %12s %12s %12s  %s%n",
          "version",
          "created",
          "parent",
          "tracks",
          "bytes",
          "val hr@100",
          "test hr@100",
          serving.isEmpty() ? "offsets" : "served by");
    }
    for (IndexManifest manifest : history.manifests()) {
      out.printf(
          Locale.ROOT,
          "%s %-8s %-20s %-8s %10d %12d %12s %12s  %s%n",
          Registry.isActive(history, manifest) ? "*" : " ",
          manifest.getVersion(),
          manifest.getCreatedAt().toString().replaceFirst("\\.\\d+Z$", "Z"),
          manifest.getParent() == null ? "-" : manifest.getParent(),
          manifest.getTrackCount(),
          manifest.getSizeBytes(),
          metric(manifest, "validation.hr@100"),
          metric(manifest, "test.hr@100"),
          serving.isEmpty()
              ? Registry.offsets(manifest.getDataset())
              : servedBy(manifest, serving));
    }
    for (Serving instance : serving) {
      if (instance.fault() != null) {
        out.printf("%s: %s%n", instance.address(), instance.fault());
      } else if (instance.serving() == null) {
        out.printf("%s: it serves no version yet%n", instance.address());
      }
    }
  }

  private static String servedBy(IndexManifest manifest, List<Serving> serving) {
    String addresses =
        serving.stream()
            .filter(instance -> manifest.getVersion().equals(instance.serving()))
            .map(Serving::address)
            .collect(Collectors.joining(", "));
    return addresses.isEmpty() ? "-" : addresses;
  }

  private static String metric(IndexManifest manifest, String name) {
    Double value = manifest.getMetrics().get(name);
    return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
  }

  static ObjectNode asJson(VersionHistory history, List<Serving> serving) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("active", history.active().map(ActiveIndex::getVersion).orElse(null));
    root.put("previous", history.active().map(ActiveIndex::getPrevious).orElse(null));
    ArrayNode versions = root.putArray("versions");
    for (IndexManifest manifest : history.manifests()) {
      ObjectNode node = Registry.json(history, manifest);
      if (!serving.isEmpty()) {
        ArrayNode by = node.putArray("served_by");
        serving.stream()
            .filter(instance -> manifest.getVersion().equals(instance.serving()))
            .forEach(instance -> by.add(instance.address()));
      }
      versions.add(node);
    }
    if (!serving.isEmpty()) {
      ArrayNode asked = root.putArray("instances");
      for (Serving instance : serving) {
        asked
            .addObject()
            .put("address", instance.address())
            .put("serving", instance.serving())
            .put("fault", instance.fault());
      }
    }
    return root;
  }
}
