package io.segue.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.helidon.common.tls.Tls;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.segue.app.access.AccessPolicy;
import io.segue.app.access.Secret;
import io.segue.app.health.DataHealth;
import io.segue.app.index.ServedIndex;
import io.segue.app.playlists.Address;
import io.segue.app.playlists.PartitionLag;
import io.segue.app.playlists.Staleness;
import io.segue.app.playlists.TrackCatalogue;
import io.segue.app.quality.QualityReading;
import io.segue.app.served.ServedLog;
import io.segue.app.tracing.Tracing;
import io.segue.app.vitals.Vitals;
import io.segue.schemas.BadInputException;
import io.segue.schemas.Track;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A real server on a free port, with fakes behind it. */
final class ApiFixture implements AutoCloseable {

  static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

  /** Knows the titles of tracks whose ids begin with t, and the artist of one that no index has. */
  static final TrackCatalogue CATALOGUE =
      trackId ->
          trackId.startsWith("t") || trackId.equals("fresh")
              ? new Track(trackId, "Title of " + trackId, "even", null, null)
              : null;

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param contentType the type of the body
   * @param retryAfter the header, empty when absent
   * @param allow the header, empty when absent
   * @param body the body as JSON
   */
  record Reply(int status, String contentType, String retryAfter, String allow, JsonNode body) {

    String detail() {
      return body.path("detail").asText();
    }
  }

  final FakePlaylists playlists = new FakePlaylists();
  final FakeEventLog events = new FakeEventLog();
  final ServedIndex served = new ServedIndex();
  final Vitals vitals = new Vitals();
  final List<Address> instances = new CopyOnWriteArrayList<>();
  volatile QualityReading quality = QualityReading.NOTHING;
  volatile IndexRollback rollback =
      from -> {
        throw new BadInputException("there is nothing to go back to");
      };
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Address address;
  private final HttpServer server;
  private final Router router;
  private final HttpPeerClient peers;
  private final HttpClient client;
  private final String scheme;

  ApiFixture(Duration hopLimit) {
    this(hopLimit, Tracing.off());
  }

  ApiFixture(Duration hopLimit, Tracing tracing) {
    this(hopLimit, AccessPolicy.open(), null, null, HttpLimits.DEFAULTS, tracing);
  }

  ApiFixture(
      Duration hopLimit,
      AccessPolicy policy,
      @Nullable Secret internal,
      @Nullable Tls tls,
      HttpLimits limits) {
    this(hopLimit, policy, internal, tls, limits, Tracing.off());
  }

  private ApiFixture(
      Duration hopLimit,
      AccessPolicy policy,
      @Nullable Secret internal,
      @Nullable Tls tls,
      HttpLimits limits,
      Tracing tracing) {
    server =
        HttpServer.open(
            new Address("127.0.0.1", 0),
            meters,
            QueryApi.starting(vitals, () -> "metrics\n"),
            policy,
            tls,
            limits,
            tracing);
    scheme = tls == null ? "http" : "https";
    address = new Address("127.0.0.1", server.port());
    peers = new HttpPeerClient(address.toString(), internal, tls, tracing);
    HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    if (tls != null) {
      builder.sslContext(tls.sslContext());
    }
    client = builder.build();
    router =
        QueryApi.complete(
            vitals,
            () -> "segue_up 1\n",
            playlists,
            CATALOGUE,
            served,
            events,
            peers,
            LoadLimits.forCores(2, meters),
            meters,
            ServedLog.NOTHING,
            new Insight(
                (back, trial) -> quality,
                new PeerQuality(
                    (back, trial) -> quality,
                    () -> instances,
                    address,
                    peers,
                    FakePlaylists.PARTITION,
                    hopLimit),
                new DataHealth(served, NOON, meters)),
            new Operations(
                () -> instances,
                () ->
                    List.of(
                        new PartitionLag(
                            17L,
                            new Staleness(
                                Staleness.State.ACTIVE,
                                3,
                                5L,
                                NOON.instant(),
                                NOON.instant(),
                                null))),
                () -> Map.of("invalid", 2L, "undecodable", 0L),
                () -> 7L,
                from -> rollback.from(from)),
            address.toString(),
            hopLimit,
            NOON);
    server.serve(router);
  }

  /** What the server answers with. */
  Router router() {
    return router;
  }

  /** How many requests an endpoint has answered, given as method and path. */
  long requests(String endpoint) {
    return meters.find("segue.http.requests").tag("endpoint", endpoint).timers().stream()
        .mapToLong(Timer::count)
        .sum();
  }

  /** Whether the server takes connections. */
  boolean accepts() {
    try (Socket socket = new Socket(address.host(), address.port())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** The server, to give it another router. */
  HttpServer server() {
    return server;
  }

  Reply get(String target) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(target)).GET());
  }

  Reply post(String target, String body) throws IOException, InterruptedException {
    return post(target, HttpRequest.BodyPublishers.ofString(body));
  }

  Reply post(String target, BodyPublisher body) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(target)).POST(body));
  }

  URI uri(String target) {
    return URI.create(scheme + "://" + address + target);
  }

  Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        client.send(
            request.timeout(Duration.ofSeconds(20)).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    String contentType = response.headers().firstValue("Content-Type").orElse("");
    ObjectMapper json = new ObjectMapper();
    return new Reply(
        response.statusCode(),
        contentType,
        response.headers().firstValue("Retry-After").orElse(""),
        response.headers().firstValue("Allow").orElse(""),
        contentType.contains("json")
            ? json.readTree(response.body())
            : json.getNodeFactory().textNode(new String(response.body(), StandardCharsets.UTF_8)));
  }

  @Override
  public void close() {
    server.close();
    peers.close();
    client.shutdownNow();
  }
}
