package io.segue.trainer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks instances of the streams app whether their events have drifted away from what their index
 * was trained on, in a way that a training can mend.
 */
final class DriftWatch implements Supplier<Optional<String>> {

  private static final Logger LOG = LoggerFactory.getLogger(DriftWatch.class);

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final String DEAD_LETTERS = "dead-letters";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final List<String> instances;

  /**
   * @param instances URLs, or host:port; each sees the events of its own partitions
   */
  DriftWatch(List<String> instances) {
    this.instances = List.copyOf(instances);
  }

  /** How the events of the first instance that says so have drifted. */
  @Override
  public Optional<String> get() {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      for (String instance : instances) {
        Optional<String> drift = ask(client, instance);
        if (drift.isPresent()) {
          return drift;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private static Optional<String> ask(HttpClient client, String instance)
      throws InterruptedException {
    try {
      HttpResponse<String> response =
          client.send(
              Instances.request(instance, "/v1/health/data"), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() == 200) {
        return drift(instance, MAPPER.readTree(response.body()));
      }
      LOG.warn("{} does not tell of drift: status {}", instance, response.statusCode());
    } catch (IOException e) {
      LOG.warn("{} does not tell of drift: {}", instance, e.toString());
    }
    return Optional.empty();
  }

  static Optional<String> drift(String instance, JsonNode health) {
    if (!health.path("verdict").asText().equals("drifted")) {
      return Optional.empty();
    }
    for (JsonNode check : health.path("checks")) {
      String name = check.path("name").asText();
      if (check.path("exceeded").asBoolean() && !name.equals(DEAD_LETTERS)) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "the events at %s have drifted (%s %.3f, threshold %.3f)",
                instance,
                name,
                check.path("value").asDouble(),
                check.path("threshold").asDouble()));
      }
    }
    return Optional.empty();
  }
}
