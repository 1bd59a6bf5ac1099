package io.segue.trainer.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.schemas.ActiveIndex;
import io.segue.schemas.BadInputException;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.Connection;
import io.segue.schemas.DatasetReference;
import io.segue.schemas.IndexManifest;
import io.segue.schemas.OffsetRange;
import io.segue.schemas.PartitionReader;
import io.segue.schemas.Topics;
import io.segue.trainer.publishing.VersionHistory;
import io.segue.trainer.publishing.VersionLog;
import io.segue.trainer.topics.Clients;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;

/** What the commands that show versions have in common. */
final class Registry {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Registry() {}

  static VersionHistory history(Connection connection) {
    try (Consumer<String, byte[]> consumer = Clients.reader(connection)) {
      return new VersionLog(
              new PartitionReader<>(consumer),
              connection.serdes().valueSerde(Topics.INDEX_VERSIONS).deserializer())
          .read();
    } catch (KafkaException e) {
      throw new CommandFailedException(
          "Kafka at %s: %s".formatted(connection.bootstrapServers(), e.getMessage()), e);
    }
  }

  /** The manifest of a version that is there; with those that are, when it is not. */
  static IndexManifest manifest(VersionHistory history, String version) {
    return history
        .find(version)
        .orElseThrow(
            () ->
                new BadInputException(
                    history.manifests().isEmpty()
                        ? "No index versions are published; train one first."
                        : "There is no index version '%s'; there are %s."
                            .formatted(
                                version,
                                history.manifests().stream()
                                    .map(IndexManifest::getVersion)
                                    .collect(Collectors.joining(", ")))));
  }

  static boolean isActive(VersionHistory history, IndexManifest manifest) {
    return history
        .active()
        .map(ActiveIndex::getVersion)
        .filter(manifest.getVersion()::equals)
        .isPresent();
  }

  /** Everything that a manifest says but the places of its chunks. */
  static ObjectNode json(VersionHistory history, IndexManifest manifest) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("version", manifest.getVersion());
    node.put("active", isActive(history, manifest));
    node.put("created_at", manifest.getCreatedAt().toString());
    node.put("parent", manifest.getParent());
    node.put("tracks", manifest.getTrackCount());
    node.put("dimension", manifest.getDimension());
    node.put("size_bytes", manifest.getSizeBytes());
    node.put("chunks", manifest.getChunks().size());
    node.put("code_version", manifest.getCodeVersion());
    ObjectNode metrics = node.putObject("metrics");
    new TreeMap<>(manifest.getMetrics()).forEach(metrics::put);
    ObjectNode parameters = node.putObject("hyperparameters");
    new TreeMap<>(manifest.getHyperparameters()).forEach(parameters::put);
    DatasetReference dataset = manifest.getDataset();
    ArrayNode ranges =
        node.putObject("dataset")
            .put("source", dataset.getSource())
            .put("playlists", dataset.getPlaylists())
            .put("events", dataset.getEvents())
            .put("split_seed", dataset.getSplitSeed())
            .put("sampled_share", dataset.getSampledShare())
            .putArray("offsets");
    for (OffsetRange range : dataset.getRanges()) {
      ranges
          .addObject()
          .put("partition", range.getPartition())
          .put("from", range.getFrom())
          .put("to", range.getTo());
    }
    return node;
  }

  /** "0:0-120 1:0-98": partition, first offset and the offset after the last one. */
  static String offsets(DatasetReference dataset) {
    return dataset.getRanges().isEmpty()
        ? "-"
        : dataset.getRanges().stream()
            .map(range -> range.getPartition() + ":" + range.getFrom() + "-" + range.getTo())
            .collect(Collectors.joining(" "));
  }
}
