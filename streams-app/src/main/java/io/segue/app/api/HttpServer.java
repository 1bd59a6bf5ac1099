package io.segue.app.api;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.segue.app.playlists.Address;
import io.segue.schemas.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes HTTP requests, each on a virtual thread, and gives them to a {@link Router}.
 *
 * <p>It is open before there is much to ask, because only an open server knows its port and the
 * other instances must be told it; {@link #serve} replaces the router when everything is there.
 */
public final class HttpServer implements AutoCloseable {

  /** The largest body that is read, in bytes. */
  public static final int BODY_BYTES_MAX = 64 * 1024;

  private static final Logger log = LoggerFactory.getLogger(HttpServer.class);

  /** The longest id has 1,024 characters, of which each may take 12 letters when it is encoded. */
  private static final int PROLOGUE_BYTES_MAX = 64 * 1024;

  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final byte[] NO_BODY = {};

  private final WebServer server;
  private final MeterRegistry meters;
  private volatile Router router;

  private HttpServer(Address listen, MeterRegistry meters, Router router) {
    this.meters = meters;
    this.router = router;
    server =
        WebServer.builder()
            .host(listen.host())
            .port(listen.port())
            .shutdownHook(false)
            .shutdownGracePeriod(GRACE)
            .maxPayloadSize(BODY_BYTES_MAX)
            // Otherwise answers of several packets wait 40 ms for an acknowledgement.
            .connectionOptions(options -> options.tcpNoDelay(true))
            .addProtocol(Http1Config.builder().maxPrologueLength(PROLOGUE_BYTES_MAX).build())
            .directHandlers(directHandlers())
            .routing(routing -> routing.any(this::handle))
            .build();
  }

  /**
   * Opens the server.
   *
   * @param listen where; port 0 takes any that is free
   * @param meters times the requests
   * @param router answers until {@link #serve} is called
   * @throws BadInputException when the address cannot be listened on
   */
  public static HttpServer open(Address listen, MeterRegistry meters, Router router) {
    HttpServer opened = new HttpServer(listen, meters, router);
    opened.server.start();
    if (!opened.server.isRunning()) { // Helidon logs the cause and throws nothing
      throw new BadInputException(
          "Nobody can listen on "
              + listen
              + "; is the port taken by another process, and is the address one of this machine's?"
              + " Choose with --listen.");
    }
    return opened;
  }

  /** From now on requests go to this router. */
  public void serve(Router next) {
    router = next;
  }

  /** The port that is listened on. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }

  private void handle(ServerRequest request, ServerResponse response) {
    Timer.Sample sample = Timer.start(meters);
    String endpoint = "none";
    Answer answer;
    try {
      Router.Match match = router.match(read(request));
      endpoint = match.endpoint().method() + " " + match.endpoint().path();
      answer = match.endpoint().answer(match.request());
    } catch (ProblemException e) {
      answer = e.toAnswer(request.path().rawPath());
    } catch (RequestException e) {
      throw e;
    } catch (RuntimeException e) {
      log.error("{} {} failed", request.prologue().method(), request.path().rawPath(), e);
      answer = ProblemException.internal().toAnswer(request.path().rawPath());
    }
    sample.stop(
        Timer.builder("segue.http.requests")
            .description("Requests by endpoint and status")
            .tag("endpoint", endpoint)
            .tag("status", Integer.toString(answer.status()))
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofSeconds(2))
            .register(meters));
    send(answer, response);
  }

  private static ApiRequest read(ServerRequest request) {
    String rawQuery = request.query().rawValue();
    return new ApiRequest(
        request.prologue().method().text(),
        request.path().rawPath(),
        rawQuery,
        Map.of(),
        PercentEncoding.query(rawQuery),
        request.prologue().method().equals(Method.POST) ? body(request) : NO_BODY,
        request.headers().first(HeaderNames.create(ApiRequest.FORWARDED_BY)).orElse(null));
  }

  private static byte[] body(ServerRequest request) {
    if (!request.content().hasEntity()) {
      return NO_BODY;
    }
    try (InputStream in = request.content().inputStream()) {
      byte[] body = in.readNBytes(BODY_BYTES_MAX + 1);
      if (body.length > BODY_BYTES_MAX) {
        throw bodyTooLarge();
      }
      return body;
    } catch (IOException e) {
      throw new UncheckedIOException("the request's body cannot be read", e);
    }
  }

  private static void send(Answer answer, ServerResponse response) {
    response.status(answer.status());
    response.header(HeaderNames.CONTENT_TYPE, answer.contentType());
    answer.headers().forEach((name, value) -> response.header(name, value));
    response.send(answer.body());
  }

  /** Requests that never reach the routing: bad HTTP, a declared length over the limit. */
  private static DirectHandlers directHandlers() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType event : DirectHandler.EventType.values()) {
      handlers.addHandler(
          event,
          (request, type, status, headers, message) -> {
            Answer answer =
                refusal(status, message).toAnswer(request.path() == null ? "/" : request.path());
            return DirectHandler.TransportResponse.builder()
                .status(Status.create(answer.status()))
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, answer.contentType())
                .keepAlive(false)
                .entity(answer.body())
                .build();
          });
    }
    return handlers.build();
  }

  private static ProblemException refusal(Status status, @Nullable String message) {
    if (status.code() == Status.REQUEST_ENTITY_TOO_LARGE_413.code()) {
      return bodyTooLarge();
    }
    if (status.family() == Status.Family.SERVER_ERROR) {
      return ProblemException.internal();
    }
    return ProblemException.badRequest(
        "The request is not HTTP as Segue understands it"
            + (message == null ? "." : ": " + message + "."));
  }

  private static ProblemException bodyTooLarge() {
    return ProblemException.tooLarge(
        "The body is larger than "
            + BODY_BYTES_MAX
            + " bytes; send fewer ids, or several requests.");
  }
}
