package io.segue.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the client makes of answers that are not what was hoped for. */
class RetriesTest {

  private static final String OVERLOADED =
      """
      {"type": "urn:segue:problem:overloaded", "title": "Service Unavailable", "status": 503,
       "detail": "There is too much to do.", "instance": "/v1/index"}
      """;
  private static final String INDEX =
      """
      {"serving": "v3", "servingSince": "2026-11-22T12:00:00Z", "wanted": "v3", "trial": null,
       "versions": [], "instance": "a:1", "somethingNew": {"of": "a later version"}}
      """;

  /** What the server says next. */
  private record Said(int status, @Nullable String retryAfter, String body) {}

  private final Deque<Said> answers = new ArrayDeque<>();
  private final List<String> authorizations = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          authorizations.add(
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          Said said = answers.remove();
          if (said.retryAfter() != null) {
            exchange.getResponseHeaders().set("Retry-After", said.retryAfter());
          }
          byte[] body = said.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(said.status(), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void anOverloadedServerIsAskedAgainWhenItSaidAndAnswersAreReadWhateverElseTheySay() {
    answers.add(new Said(503, "7", OVERLOADED));
    answers.add(new Said(503, null, OVERLOADED));
    answers.add(new Said(200, null, INDEX));

    Index index = transport(3).get("/v1/index", Index.class);

    assertThat(index.serving()).isEqualTo("v3");
    assertThat(index.trial()).isNull();
    assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofMillis(500));
    assertThat(authorizations).containsOnly("Bearer secret");
  }

  @Test
  void aServerThatStaysOverloadedIsGivenUp() {
    answers.add(new Said(503, "86400", OVERLOADED));
    answers.add(new Said(503, "1", OVERLOADED));

    assertThatThrownBy(() -> transport(2).get("/v1/index", Index.class))
        .isInstanceOf(SegueException.class)
        .hasMessage("There is too much to do.")
        .satisfies(e -> assertThat(((SegueException) e).status()).isEqualTo(503))
        .satisfies(
            e -> assertThat(((SegueException) e).type()).isEqualTo("urn:segue:problem:overloaded"));
    assertThat(pauses).as("nobody waits a day").containsExactly(Duration.ofSeconds(30));
  }

  @Test
  void whatWouldFailAgainIsNotAskedAgain() {
    answers.add(new Said(400, null, "{\"type\": \"t\", \"detail\": \"k is 0.\"}"));

    assertThatThrownBy(() -> transport(5).post("/v1/recommendations", Map.of(), Index.class))
        .hasMessage("k is 0.");
    assertThat(pauses).isEmpty();
  }

  @Test
  void answersOfSomethingInBetweenAreNotMistaken() {
    answers.add(new Said(502, null, "<html>Bad Gateway</html>"));
    answers.add(new Said(200, null, "<html>Log in</html>"));

    assertThatThrownBy(() -> transport(1).get("/v1/index", Index.class))
        .hasMessageContaining("/v1/index answered 502.");
    assertThatThrownBy(() -> transport(1).get("/v1/index", Index.class))
        .hasMessageContaining("something that is no Index");
  }

  @Test
  void whereNobodyListensIsSaidAfterAllAttempts() {
    server.stop(0);

    assertThatThrownBy(() -> transport(3).get("/v1/index", Index.class))
        .isInstanceOf(SegueException.class)
        .hasMessageContainingAll("/v1/index did not answer", "3 times")
        .satisfies(e -> assertThat(((SegueException) e).status()).isZero());
    assertThat(pauses).hasSize(2);
  }

  @Test
  void anAnswerThatStopsHalfWayIsGivenUp() throws IOException {
    CountDownLatch asked = new CountDownLatch(1);
    server.createContext(
        "/stalls",
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          asked.countDown(); // and never closed
        });

    assertThatThrownBy(() -> transport(1, Duration.ofMillis(200)).get("/stalls", Index.class))
        .isInstanceOf(SegueException.class)
        .hasMessageContaining("no answer within 200 ms");
    assertThat(asked.getCount()).isZero();
  }

  private Transport transport(int attempts) {
    return transport(attempts, Duration.ofSeconds(10));
  }

  private Transport transport(int attempts, Duration timeout) {
    return new Transport(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"),
        "secret",
        timeout,
        attempts,
        HttpClient.newHttpClient(),
        pauses::add);
  }
}
