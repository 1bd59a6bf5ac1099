package io.segue.client;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends requests and reads answers; asks again where that may help. Thread-safe. */
final class Transport {

  private static final int UNAVAILABLE = 503;
  private static final Duration PAUSE_DEFAULT = Duration.ofMillis(500);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(30);

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          // A later version of Segue may say more.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final String server;
  private final @Nullable String token;
  private final Duration timeout;
  private final int attempts;
  private final HttpClient http;
  private final Pause pause;

  /** Waits between two attempts. */
  interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  Transport(
      URI server,
      @Nullable String token,
      Duration timeout,
      int attempts,
      HttpClient http,
      Pause pause) {
    this.server = server.toString().replaceAll("/+$", "");
    this.token = token;
    this.timeout = timeout;
    this.attempts = attempts;
    this.http = http;
    this.pause = pause;
  }

  <T> T get(String path, Class<T> type) {
    return answer(request(path).GET().build(), type);
  }

  <T> T post(String path, Map<String, Object> body, Class<T> type) {
    try {
      return answer(
          request(path)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
              .build(),
          type);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("This cannot be written as JSON: " + body, e);
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + path))
            .header("Accept", "application/json, application/problem+json");
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  private <T> T answer(HttpRequest request, Class<T> type) {
    try {
      for (int attempt = 1; ; attempt++) {
        Duration wait = PAUSE_DEFAULT;
        try {
          HttpResponse<byte[]> response = send(request);
          if (response.statusCode() != UNAVAILABLE || attempt == attempts) {
            return read(request, response, type);
          }
          wait = retryAfter(response);
        } catch (IOException e) {
          if (attempt == attempts) {
            throw new SegueException(
                0,
                "",
                "%s did not answer, asked %d times: %s"
                    .formatted(request.uri(), attempts, describe(e)),
                e);
          }
        }
        pause.of(wait);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SegueException(0, "", request.uri() + " was asked by an interrupted thread.", e);
    }
  }

  /** Within the time limit, which HttpRequest's own would end with the headers. */
  private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> exchange =
        http.sendAsync(request, BodyHandlers.ofByteArray());
    try {
      return exchange.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      exchange.cancel(true);
      throw new IOException("no answer within " + timeout.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    }
  }

  private static <T> T read(HttpRequest request, HttpResponse<byte[]> response, Class<T> type) {
    int status = response.statusCode();
    if (status >= 400) {
      throw problem(request, status, response.body());
    }
    try {
      return JSON.readValue(response.body(), type);
    } catch (IOException e) {
      throw new SegueException(
          status,
          "",
          "%s answered %d and something that is no %s: %s"
              .formatted(request.uri(), status, type.getSimpleName(), describe(e)),
          e);
    }
  }

  private static SegueException problem(HttpRequest request, int status, byte[] body) {
    try {
      JsonNode problem = JSON.readTree(body);
      if (problem.hasNonNull("detail")) {
        return new SegueException(
            status, problem.path("type").asText(), problem.path("detail").asText(), null);
      }
    } catch (IOException e) {
      // An answer of something in between: its page would not help in a sentence.
      return new SegueException(status, "", "%s answered %d.".formatted(request.uri(), status), e);
    }
    return new SegueException(status, "", "%s answered %d.".formatted(request.uri(), status), null);
  }

  /** What the server asks for, in whole seconds, within bounds. */
  private static Duration retryAfter(HttpResponse<?> response) {
    String seconds = response.headers().firstValue("Retry-After").orElse("");
    if (!seconds.matches("[0-9]{1,9}")) {
      return PAUSE_DEFAULT;
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(seconds));
    return asked.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : asked;
  }

  private static String describe(IOException failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
