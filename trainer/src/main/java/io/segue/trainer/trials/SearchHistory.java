package io.segue.trainer.trials;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.schemas.BadInputException;
import io.segue.schemas.CommandFailedException;
import io.segue.schemas.DatasetReference;
import io.segue.schemas.OffsetRange;
import io.segue.trainer.space.QueryChoice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trials that a search has finished, in a file, so that a search that was ended can be taken up
 * again: the first line says which search it is, every further line is one finished trial, all
 * JSON. A last line that was cut off in writing is dropped.
 *
 * <p>Used by one thread; two processes must not share a file.
 */
public final class SearchHistory {

  private static final Logger LOG = LoggerFactory.getLogger(SearchHistory.class);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final @Nullable Path file;
  private final Map<Integer, TrialResult> finished = new HashMap<>();
  private @Nullable String searchId;
  private @Nullable DatasetReference dataset;

  private SearchHistory(@Nullable Path file) {
    this.file = file;
  }

  /** A history that is not written anywhere. */
  public static SearchHistory none() {
    return new SearchHistory(null);
  }

  /**
   * Reads what a file holds, if it is there.
   *
   * @throws BadInputException when it is no history of a search, or cannot be read
   */
  public static SearchHistory at(Path file) {
    SearchHistory history = new SearchHistory(file);
    if (Files.exists(file)) {
      history.read(file);
    }
    return history;
  }

  private void read(Path path) {
    String text;
    try {
      text = Files.readString(path);
    } catch (IOException e) {
      throw new BadInputException(
          "The history %s cannot be read: %s.".formatted(path, e.getMessage()), e);
    }
    int whole = text.lastIndexOf('\n') + 1;
    List<String> lines = text.substring(0, whole).lines().toList();
    int number = 0;
    try {
      for (String line : lines) {
        number++;
        JsonNode node = MAPPER.readTree(line);
        if (number == 1) {
          searchId = required(node, "search").asText();
          dataset = dataset(required(node, "dataset"));
        } else {
          TrialResult result = result(node);
          finished.put(result.trial().number(), result);
        }
      }
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new BadInputException(
          "%s, line %d, is no line of a search's history: %s; give --history another file."
              .formatted(path, number, e.getMessage()),
          e);
    }
    if (whole < text.length()) {
      cut(path, text.substring(0, whole));
    }
    LOG.info("{} finished trials are taken from {}", finished.size(), path);
  }

  private static void cut(Path path, String whole) {
    LOG.warn("the last line of {} was cut off in writing and is dropped", path);
    try {
      Files.writeString(path, whole);
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  /** The results that the search already has. */
  public Collection<TrialResult> finished() {
    return List.copyOf(finished.values());
  }

  /** The result of a trial, if the history has it. */
  Optional<TrialResult> find(int number) {
    return Optional.ofNullable(finished.get(number));
  }

  /** What the search's id is, if the history has one. */
  public Optional<String> searchId() {
    return Optional.ofNullable(searchId);
  }

  /** What the search is run on, if the history says so: to be built again as it was. */
  public Optional<DatasetReference> dataset() {
    return Optional.ofNullable(dataset);
  }

  /**
   * Says what the search is; before the first result.
   *
   * @throws BadInputException when the history is of a search on another dataset
   */
  public void begin(String id, DatasetReference reference) {
    if (dataset != null) {
      if (!dataset.equals(reference)) {
        throw new BadInputException(
            "%s is the history of a search on other data (%s, %d playlists, seed %d, against %s, %d playlists, seed %d); give --history another file."
                .formatted(
                    file,
                    dataset.getSource(),
                    dataset.getPlaylists(),
                    dataset.getSplitSeed(),
                    reference.getSource(),
                    reference.getPlaylists(),
                    reference.getSplitSeed()));
      }
      return;
    }
    searchId = id;
    dataset = reference;
    ObjectNode node = MAPPER.createObjectNode().put("search", id);
    node.set("dataset", json(reference));
    append(node);
  }

  /** Writes down a finished trial. */
  void add(TrialResult result) {
    if (finished.put(result.trial().number(), result) == null) {
      append(json(result));
    }
  }

  private void append(ObjectNode node) {
    if (file == null) {
      return;
    }
    ByteBuffer line = ByteBuffer.wrap((node + "\n").getBytes(StandardCharsets.UTF_8));
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(false);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static CommandFailedException failed(Path path, IOException cause) {
    return new CommandFailedException(
        "The history %s cannot be written: %s".formatted(path, cause.getMessage()), cause);
  }

  private static ObjectNode json(DatasetReference reference) {
    ObjectNode node =
        MAPPER
            .createObjectNode()
            .put("source", reference.getSource())
            .put("playlists", reference.getPlaylists())
            .put("events", reference.getEvents())
            .put("split_seed", reference.getSplitSeed())
            .put("sampled_share", reference.getSampledShare());
    ArrayNode ranges = node.putArray("ranges");
    for (OffsetRange range : reference.getRanges()) {
      ranges
          .addObject()
          .put("partition", range.getPartition())
          .put("from", range.getFrom())
          .put("to", range.getTo());
    }
    return node;
  }

  private static DatasetReference dataset(JsonNode node) {
    List<OffsetRange> ranges = new ArrayList<>();
    for (JsonNode range : required(node, "ranges")) {
      ranges.add(
          new OffsetRange(
              required(range, "partition").intValue(),
              required(range, "from").longValue(),
              required(range, "to").longValue()));
    }
    return new DatasetReference(
        required(node, "source").asText(),
        ranges,
        required(node, "playlists").intValue(),
        required(node, "events").longValue(),
        required(node, "split_seed").longValue(),
        required(node, "sampled_share").doubleValue());
  }

  private static ObjectNode json(TrialResult result) {
    ObjectNode node = MAPPER.createObjectNode().put("trial", result.trial().number());
    ObjectNode parameters = node.putObject("parameters");
    result.trial().named().forEach(parameters::put);
    Metrics validation = result.validation();
    if (validation == null) {
      return node.put("failure", result.failure());
    }
    node.set("validation", json(validation));
    TunedQuery query = result.query();
    if (query != null) {
      node.putObject("query")
          .put("last_tracks", query.choice().lastTracks())
          .put("decay", query.choice().decay())
          .set("metrics", json(query.metrics()));
    }
    return node.put("words_per_second", result.wordsPerSecond())
        .put("seconds", result.trainingSeconds())
        .put("cpu_seconds", result.cpuSeconds())
        .put("evaluation_seconds", result.evaluationSeconds());
  }

  private static TrialResult result(JsonNode node) {
    Map<String, String> named = new HashMap<>();
    required(node, "parameters")
        .properties()
        .forEach(entry -> named.put(entry.getKey(), entry.getValue().asText()));
    Trial trial = Trial.named(required(node, "trial").intValue(), named);
    if (node.hasNonNull("failure")) {
      return TrialResult.failed(trial, node.get("failure").asText());
    }
    JsonNode query = node.get("query");
    return new TrialResult(
        trial,
        metrics(required(node, "validation")),
        query == null
            ? null
            : new TunedQuery(
                new QueryChoice(
                    required(query, "last_tracks").intValue(),
                    required(query, "decay").floatValue()),
                metrics(required(query, "metrics"))),
        required(node, "words_per_second").doubleValue(),
        required(node, "seconds").doubleValue(),
        node.path("cpu_seconds").doubleValue(),
        required(node, "evaluation_seconds").doubleValue(),
        null);
  }

  private static ObjectNode json(Metrics metrics) {
    ObjectNode node = MAPPER.createObjectNode();
    metrics.named("").forEach(node::put);
    return node.put("questions", metrics.questions());
  }

  private static Metrics metrics(JsonNode node) {
    Map<String, Double> named = new HashMap<>();
    node.properties().forEach(entry -> named.put(entry.getKey(), entry.getValue().doubleValue()));
    return Metrics.named(named, required(node, "questions").intValue());
  }

  private static JsonNode required(JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw new IllegalArgumentException("it has no '" + name + "'");
    }
    return value;
  }
}
