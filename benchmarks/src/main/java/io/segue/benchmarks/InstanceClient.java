package io.segue.benchmarks;

import io.segue.schemas.BadInputException;
import io.segue.schemas.CommandFailedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Asks one instance of the app what the measurements need. Thread-safe. */
final class InstanceClient implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int OK = 200;
  private static final int NOT_YET = 503;
  private static final Pattern TRACK = Pattern.compile("\"trackId\":\"([^\"\\\\]+)\"");
  private static final String REACHED = "\"reached\":true";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;

  /**
   * @param address {@code host:port}, or a URL
   */
  InstanceClient(String address) {
    url = address.contains("://") ? address : "http://" + address;
  }

  /**
   * Tracks that the index knows: what it recommends to who has nothing.
   *
   * @throws CommandFailedException when it recommends nothing
   */
  List<String> popularTracks() throws InterruptedException {
    HttpResponse<String> response =
        send(
            request("/v1/recommendations")
                .POST(HttpRequest.BodyPublishers.ofString("{\"tracks\": [], \"k\": 500}"))
                .build());
    List<String> ids =
        TRACK.matcher(response.body()).results().map(match -> match.group(1)).toList();
    if (response.statusCode() != OK || ids.isEmpty()) {
      throw new CommandFailedException(
          "The instance at %s recommends nothing (status %d); it needs an index version."
              .formatted(url, response.statusCode()));
    }
    return ids;
  }

  /**
   * Asks for something of a playlist as it is after an event.
   *
   * @param what of the playlist, up to the next parameter: {@code /recommendations?k=20&}, or
   *     {@code ?}
   * @param event the event's place
   * @return whether the answer contains the event
   * @throws CommandFailedException when there is no answer
   */
  boolean answersAfter(String playlist, String what, RecordMetadata event)
      throws InterruptedException {
    HttpResponse<String> response =
        send(
            request(
                    "/v1/playlists/%s%safter=%d-%d"
                        .formatted(playlist, what, event.partition(), event.offset()))
                .build());
    if (response.statusCode() == NOT_YET) {
      return false;
    }
    if (response.statusCode() != OK) {
      throw new CommandFailedException(
          "The instance at %s answers with status %d.".formatted(url, response.statusCode()));
    }
    return response.body().contains(REACHED);
  }

  /** Whether an index version is the one that answers. */
  boolean serves(String version) throws InterruptedException {
    return send(request("/v1/index").build()).body().contains("\"serving\":\"" + version + "\"");
  }

  /** The sum of a metric over its tags; 0 when there is no such metric. */
  double metric(String name) throws InterruptedException {
    return metric(name, "");
  }

  /** The sum of a metric over those of its tags in which something occurs, {@code area="heap"}. */
  double metric(String name, String tag) throws InterruptedException {
    double sum = 0;
    for (String line : send(request("/metrics").build()).body().lines().toList()) {
      if ((line.startsWith(name + " ") || line.startsWith(name + "{")) && line.contains(tag)) {
        sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
      }
    }
    return sum;
  }

  private HttpRequest.Builder request(String target) {
    try {
      return HttpRequest.newBuilder(URI.create(url + target)).timeout(PATIENCE);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(
          "'%s' is no address of an instance; write host:port.".formatted(url), e);
    }
  }

  private HttpResponse<String> send(HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new CommandFailedException(
          "The instance at %s does not answer: %s.".formatted(url, e), e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
