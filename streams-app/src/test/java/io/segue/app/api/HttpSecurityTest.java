package io.segue.app.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.helidon.common.tls.Tls;
import io.segue.app.access.AccessPolicy;
import io.segue.app.access.KnownToken;
import io.segue.app.access.Role;
import io.segue.app.access.Secret;
import io.segue.app.access.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class HttpSecurityTest {

  private static final Duration HOP = Duration.ofSeconds(2);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Secret READER = Secret.random(RANDOM);
  private static final Secret WRITER = Secret.random(RANDOM);
  private static final Secret BOSS = Secret.random(RANDOM);
  private static final Secret INTERNAL = Secret.random(RANDOM);
  private static final AccessPolicy POLICY =
      AccessPolicy.of(
          List.of(
              KnownToken.of("reader", Set.of(Role.READ), READER),
              KnownToken.of("writer", Set.of(Role.WRITE), WRITER),
              KnownToken.of("boss", Set.of(Role.ADMIN), BOSS)),
          INTERNAL);
  private static final String EVENT = "{\"trackId\": \"t1\", \"action\": \"ADD\"}";

  private ApiFixture api;

  @BeforeEach
  void open() {
    api = new ApiFixture(HOP, POLICY, INTERNAL, null, HttpLimits.DEFAULTS);
    api.playlists.put("p", List.of("t1"), List.of());
  }

  @AfterEach
  void close() {
    api.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /healthz, 200, 200, 200, 200",
    "GET, /readyz, 503, 503, 503, 503",
    "GET, /metrics, 401, 200, 403, 200",
    "GET, /v1/index, 401, 200, 403, 200",
    "GET, /v1/index/report, 401, 503, 403, 503",
    "GET, /v1/playlists/p, 401, 200, 403, 200",
    "GET, /v1/playlists/p/recommendations, 401, 503, 403, 503",
    "GET, /v1/tracks/t1/similar, 401, 503, 403, 503",
    "POST, /v1/recommendations, 401, 400, 403, 400",
    "POST, /v1/playlists/p/events, 401, 403, 202, 202",
    "GET, /v1/nothing, 401, 404, 404, 404",
    "DELETE, /v1/index, 401, 405, 405, 405",
  })
  void everyRouteAsksForItsRole(
      String method, String path, int nobody, int reader, int writer, int boss) throws Exception {
    api.vitals.require(() -> "a test is running");

    assertThat(status(method, path, null)).isEqualTo(nobody);
    assertThat(status(method, path, READER)).isEqualTo(reader);
    assertThat(status(method, path, WRITER)).isEqualTo(writer);
    assertThat(status(method, path, BOSS)).isEqualTo(boss);
  }

  @Test
  void everyEndpointWasDecidedAbout() {
    assertThat(api.router().endpoints()).isNotEmpty().allMatch(Permissions::isDecided);
  }

  @Test
  void whoHasNoTokenOrAWrongOneIsToldSoInAProblem() throws Exception {
    HttpResponse<String> none = send(request("/v1/index"));
    HttpResponse<String> wrong = send(request("/v1/index").header("Authorization", "Bearer nope"));
    HttpResponse<String> basic = send(request("/v1/index").header("Authorization", "Basic eDp5"));
    HttpResponse<String> other = send(as(WRITER, request("/v1/index")));

    assertThat(none.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"segue\"");
    assertThat(none.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(none.body()).contains("urn:segue:problem:unauthorized", "Authorization: Bearer");
    assertThat(wrong.headers().firstValue("WWW-Authenticate").orElseThrow())
        .contains("invalid_token");
    assertThat(basic.statusCode()).isEqualTo(401);
    assertThat(other.body()).contains("urn:segue:problem:forbidden", "needs the role read");
  }

  @Test
  void aBodyIsNotReadForWhoMayNotSendIt() throws Exception {
    try (Socket socket = new Socket(api.address.host(), api.address.port())) {
      socket.setSoTimeout(20_000);
      write(
          socket,
          "POST /v1/playlists/p/events HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n");

      assertThat(firstLine(socket)).contains(" 401 ");
    }
    assertThat(api.events.events).isEmpty();
  }

  @Test
  void onlyAnInstanceMaySayThatItPassesARequestOn() throws Exception {
    try (ApiFixture owner = new ApiFixture(HOP, POLICY, INTERNAL, null, HttpLimits.DEFAULTS)) {
      owner.playlists.put("far", List.of("t7"), List.of());
      api.playlists.putElsewhere("far", owner.address);

      HttpResponse<String> instance =
          send(as(INTERNAL, request("/v1/playlists/far")).header("Segue-Forwarded-By", "x:1"));
      HttpResponse<String> reader =
          send(as(READER, request("/v1/playlists/far")).header("Segue-Forwarded-By", "x:1"));

      // What was passed on once is not passed on again.
      assertThat(instance.statusCode()).isEqualTo(503);
      assertThat(instance.body()).contains("do not agree yet");
      assertThat(reader.statusCode()).isEqualTo(200);
    }
    assertThat(status("POST", "/v1/playlists/p/events", INTERNAL)).isEqualTo(403);
  }

  @Test
  void aRequestIsPassedOnWithTheInternalToken() throws Exception {
    try (ApiFixture owner = new ApiFixture(HOP, POLICY, INTERNAL, null, HttpLimits.DEFAULTS)) {
      owner.playlists.put("far", List.of("t7"), List.of());
      api.playlists.putElsewhere("far", owner.address);

      HttpResponse<String> answer = send(as(READER, request("/v1/playlists/far")));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("t7", owner.address.toString());
    }
  }

  @Test
  void anInstanceWithAnotherInternalTokenIsNamedInA503() throws Exception {
    AccessPolicy another =
        AccessPolicy.of(
            List.of(KnownToken.of("reader", Set.of(Role.READ), READER)), Secret.random(RANDOM));
    try (ApiFixture owner = new ApiFixture(HOP, another, INTERNAL, null, HttpLimits.DEFAULTS)) {
      api.playlists.putElsewhere("far", owner.address);

      HttpResponse<String> answer = send(as(READER, request("/v1/playlists/far")));

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains(owner.address.toString(), "internal token");
    }
  }

  @Test
  void instancesSpeakTlsWithEachOther(@TempDir Path folder) throws Exception {
    Tls tls = TestCertificate.in(folder).read();
    try (ApiFixture first = new ApiFixture(HOP, POLICY, INTERNAL, tls, HttpLimits.DEFAULTS);
        ApiFixture owner = new ApiFixture(HOP, POLICY, INTERNAL, tls, HttpLimits.DEFAULTS)) {
      owner.playlists.put("far", List.of("t7"), List.of());
      first.playlists.putElsewhere("far", owner.address);

      ApiFixture.Reply answer =
          first.send(as(READER, HttpRequest.newBuilder(first.uri("/v1/playlists/far"))));

      assertThat(first.uri("/").getScheme()).isEqualTo("https");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body().toString()).contains("t7", owner.address.toString());
    }
  }

  @Test
  void everyAnswerHasItsSecurityHeaders() throws Exception {
    for (String path : List.of("/healthz", "/v1/index", "/v1/nothing", "/v1/playlists/p")) {
      for (HttpRequest.Builder request : List.of(request(path), as(BOSS, request(path)))) {
        HttpResponse<String> answer = send(request);
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
            .contains("default-src 'none'; frame-ancestors 'none'");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
      }
    }
    HttpRawReply refused = HttpRawReply.of(api.address, "GET /<x> HTTP/1.1");
    assertThat(refused.head().toLowerCase(Locale.ROOT)).contains("nosniff");
  }

  @Test
  void tokensAppearNeitherInAnswersNorInMetricsNorInTheLogAtItsFinest() throws Exception {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level before = root.getLevel();
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root.addAppender(log);
    root.setLevel(Level.TRACE);
    StringBuilder all = new StringBuilder();
    String unknown = Secret.random(RANDOM).reveal();
    try {
      askEverything(all, unknown);
    } finally {
      root.setLevel(before);
      root.detachAppender(log);
    }
    assertThat(log.list).isNotEmpty();
    List.copyOf(log.list).forEach(event -> all.append(event.getFormattedMessage()).append('\n'));

    for (String token :
        List.of(unknown, READER.reveal(), WRITER.reveal(), BOSS.reveal(), INTERNAL.reveal())) {
      assertThat(all.toString()).doesNotContain(token);
    }
  }

  private void askEverything(StringBuilder all, String unknown) throws Exception {
    api.playlists.putElsewhere("far", api.address);
    all.append(send(as(READER, request("/v1/playlists/far"))).body());
    for (String path : List.of("/v1/index", "/v1/nothing", "/v1/playlists/p?x=1", "/readyz")) {
      all.append(send(request(path).header("Authorization", "Bearer " + unknown)).body());
      all.append(send(as(READER, request(path))).body());
      all.append(send(as(WRITER, request(path))).body());
    }
    all.append(send(as(BOSS, request("/metrics"))).body());
    api.meters.getMeters().forEach(meter -> all.append(meter.getId()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site"})
  void withoutTokensPagesOfOtherSitesAreRefused(String site) throws Exception {
    try (ApiFixture open = new ApiFixture(HOP)) {
      open.playlists.put("p", List.of("t1"), List.of());
      HttpRequest.Builder page =
          HttpRequest.newBuilder(open.uri("/v1/playlists/p/events"))
              .header("Sec-Fetch-Site", site)
              .POST(BodyPublishers.ofString(EVENT));

      assertThat(open.send(page).status()).isEqualTo(403);
      assertThat(open.post("/v1/playlists/p/events", EVENT).status()).isEqualTo(202);
    }
  }

  @Test
  void headersOverTheLimitAreRefused() throws Exception {
    HttpResponse<String> answer =
        send(as(READER, request("/v1/index")).header("X-Long", "x".repeat(20_000)));

    assertThat(answer.statusCode()).isBetween(400, 499);
    assertThat(answer.body()).contains("urn:segue:problem:");
  }

  @Test
  void aClientThatIsSilentOrTricklesIsLeft() throws Exception {
    HttpLimits limits =
        new HttpLimits(
            Duration.ofMillis(600), Duration.ofSeconds(1), 100, 100, 1, Duration.ofSeconds(10));
    try (ApiFixture hasty = new ApiFixture(HOP, AccessPolicy.open(), null, null, limits)) {
      assertThat(endOf(hasty, "GET /v1/ind", "")).isTrue();
      assertThat(endOf(hasty, "GET /v1/index HTTP/1.1\r\nHost: x\r\nX-A: ", "")).isTrue();
      assertThat(endOf(hasty, "GET /v1/index HTTP/1.1\r\nHost: x\r\nX-A: ", "a")).isTrue();
      String post = "POST /v1/recommendations HTTP/1.1\r\nHost: x\r\nContent-Length: 50000\r\n\r\n";
      assertThat(endOf(hasty, post, "")).isTrue();
      assertThat(endOf(hasty, post, " ")).isTrue();
    }
  }

  @Test
  void whatHttpDoesNotAllowIsTheCallersFault() throws Exception {
    try (ApiFixture open = new ApiFixture(HOP)) {
      String index = "GET /v1/index HTTP/1.1";
      assertThat(
              HttpRawReply.of(open.address, index + "\r\nTransfer-Encoding: gzip, chunked")
                  .status())
          .isEqualTo(400);
      assertThat(HttpRawReply.of(open.address, "GET /v1/index?k=a b HTTP/1.1").status())
          .isEqualTo(400);
      assertThat(HttpRawReply.of(open.address, index + "\r\nContent-Length: -1").status())
          .isEqualTo(400);
    }
  }

  /** Sends a beginning, then the same bytes again and again; whether the server ends it. */
  private static boolean endOf(ApiFixture api, String beginning, String trickle) throws Exception {
    try (Socket socket = new Socket(api.address.host(), api.address.port())) {
      write(socket, beginning);
      socket.setSoTimeout(100);
      InputStream in = socket.getInputStream();
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (System.nanoTime() < deadline) {
        try {
          if (!trickle.isEmpty()) {
            write(socket, trickle);
          }
          if (in.read() < 0) {
            return true;
          }
        } catch (SocketTimeoutException e) {
          TimeUnit.MILLISECONDS.sleep(1);
        } catch (IOException e) {
          return true;
        }
      }
      return false;
    }
  }

  private int status(String method, String path, @Nullable Secret token) throws Exception {
    HttpRequest.Builder request =
        request(path)
            .method(
                method,
                method.equals("POST")
                    ? BodyPublishers.ofString(path.endsWith("events") ? EVENT : "{")
                    : BodyPublishers.noBody());
    return send(token == null ? request : as(token, request)).statusCode();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(api.uri(path)).timeout(Duration.ofSeconds(20));
  }

  private static HttpRequest.Builder as(Secret token, HttpRequest.Builder request) {
    return request.header("Authorization", "Bearer " + token.reveal());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    socket.getOutputStream().flush();
  }

  private static String firstLine(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = socket.getInputStream().read(); c >= 0 && c != '\n'; ) {
      line.append((char) c);
      c = socket.getInputStream().read();
    }
    return line.toString();
  }
}
