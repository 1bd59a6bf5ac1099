package io.segue.trainer.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.schemas.ActiveIndex;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Connection;
import io.segue.schemas.ConnectionOptions;
import io.segue.schemas.IndexManifest;
import io.segue.schemas.Topics;
import io.segue.trainer.publishing.VersionHistory;
import io.segue.trainer.publishing.VersionLog;
import io.segue.trainer.topics.Clients;
import io.segue.trainer.topics.PartitionReader;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
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
    description = "List the published index versions; * marks the active one.")
public final class VersionsCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connectionOptions = new ConnectionOptions();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    VersionHistory history = history(connectionOptions.connection());
    if (json) {
      out.println(asJson(history).toPrettyString());
    } else {
      printTable(history, out);
    }
    out.flush();
    return 0;
  }

  private static VersionHistory history(Connection connection) {
    try (Consumer<String, byte[]> consumer = Clients.reader(connection)) {
      return new VersionLog(
              new PartitionReader(consumer),
              connection.serdes().valueSerde(Topics.INDEX_VERSIONS).deserializer())
          .read();
    } catch (KafkaException e) {
      throw new CommandFailedException(
          "Kafka at %s: %s".formatted(connection.bootstrapServers(), e.getMessage()), e);
    }
  }

  static void printTable(VersionHistory history, PrintWriter out) {
    if (history.manifests().isEmpty()) {
      out.println("No index versions are published yet; train one first (segue train).");
      return;
    }
    String active = history.active().map(ActiveIndex::getVersion).orElse("");
    out.printf(
        "  %-8s %-20s %-8s %10s %12s %12s %12s%n",
        "version", "created", "parent", "tracks", "bytes", "val hr@100", "test hr@100");
    for (IndexManifest manifest : history.manifests()) {
      out.printf(
          Locale.ROOT,
          "%s %-8s %-20s %-8s %10d %12d %12s %12s%n",
          manifest.getVersion().equals(active) ? "*" : " ",
          manifest.getVersion(),
          manifest.getCreatedAt().toString().replaceFirst("\\.\\d+Z$", "Z"),
          manifest.getParent() == null ? "-" : manifest.getParent(),
          manifest.getTrackCount(),
          manifest.getSizeBytes(),
          metric(manifest, "validation.hr@100"),
          metric(manifest, "test.hr@100"));
    }
  }

  private static String metric(IndexManifest manifest, String name) {
    Double value = manifest.getMetrics().get(name);
    return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
  }

  static ObjectNode asJson(VersionHistory history) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("active", history.active().map(ActiveIndex::getVersion).orElse(null));
    root.put("previous", history.active().map(ActiveIndex::getPrevious).orElse(null));
    ArrayNode versions = root.putArray("versions");
    for (IndexManifest manifest : history.manifests()) {
      ObjectNode node = versions.addObject();
      node.put("version", manifest.getVersion());
      node.put("created_at", manifest.getCreatedAt().toString());
      node.put("parent", manifest.getParent());
      node.put("tracks", manifest.getTrackCount());
      node.put("dimension", manifest.getDimension());
      node.put("size_bytes", manifest.getSizeBytes());
      node.put("chunks", manifest.getChunks().size());
      ObjectNode metrics = node.putObject("metrics");
      new TreeMap<>(manifest.getMetrics()).forEach(metrics::put);
      ObjectNode parameters = node.putObject("hyperparameters");
      new TreeMap<>(manifest.getHyperparameters()).forEach(parameters::put);
      node.putObject("dataset")
          .put("source", manifest.getDataset().getSource())
          .put("playlists", manifest.getDataset().getPlaylists())
          .put("events", manifest.getDataset().getEvents())
          .put("split_seed", manifest.getDataset().getSplitSeed());
    }
    return root;
  }
}
