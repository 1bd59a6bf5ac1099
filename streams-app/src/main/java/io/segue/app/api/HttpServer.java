package io.segue.app.api;

import io.helidon.common.media.type.MediaTypes;
import io.helidon.common.tls.Tls;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.segue.app.access.AccessPolicy;
import io.segue.app.access.Caller;
import io.segue.app.playlists.Address;
import io.segue.app.tracing.RequestId;
import io.segue.app.tracing.RequestSpan;
import io.segue.app.tracing.Tracing;
import io.segue.schemas.BadInputException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
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
  public static final int BODY_BYTES_MAX = HttpLimits.BODY_BYTES_MAX;

  private static final Logger log = LoggerFactory.getLogger(HttpServer.class);

  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final byte[] NO_BODY = {};

  private static final HeaderName SEC_FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
  private static final HeaderName REQUEST_ID = HeaderNames.create(RequestId.HEADER);

  private final WebServer server;
  private final AccessControl access;
  private final SecurityHeaders securityHeaders;
  private final Counter aborted;
  private final RequestDeadline deadline;
  private final MeterRegistry meters;
  private final Tracing tracing;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final int requestsMax;
  private final Counter shed;
  private final EventStreams streams;
  private volatile Router router;

  private HttpServer(
      Address listen,
      MeterRegistry meters,
      Router router,
      AccessPolicy policy,
      @Nullable Tls tls,
      HttpLimits limits,
      Tracing tracing) {
    this.meters = meters;
    this.tracing = tracing;
    this.router = router;
    aborted =
        Counter.builder("segue.http.aborted")
            .description("Requests whose body ended early or did not come in time")
            .register(meters);
    requestsMax = limits.requests();
    shed =
        Counter.builder("segue.http.shed")
            .description("Requests that were refused because of too much load")
            .tag("bound", "requests")
            .register(meters);
    Gauge.builder("segue.http.requests.under.way", underWay, AtomicInteger::get)
        .description("Requests that are being read or answered now")
        .register(meters);
    streams = new EventStreams(limits.streams(), limits.heartbeat(), meters);
    deadline = new RequestDeadline(limits.request());
    access = new AccessControl(policy);
    securityHeaders = new SecurityHeaders(tls != null);
    WebServerConfig.Builder builder =
        WebServer.builder()
            .host(listen.host())
            .port(listen.port())
            .shutdownHook(false)
            .shutdownGracePeriod(GRACE)
            .maxPayloadSize(BODY_BYTES_MAX)
            .maxTcpConnections(limits.connections())
            // Since the last request, so it bounds silence between two and a slow first line.
            .idleConnectionTimeout(limits.request())
            .idleConnectionPeriod(limits.request().dividedBy(4))
            // Otherwise answers of several packets wait 40 ms for an acknowledgement.
            .connectionOptions(options -> options.tcpNoDelay(true).readTimeout(limits.silence()))
            .addProtocol(
                Http1Config.builder()
                    .maxPrologueLength(HttpLimits.PROLOGUE_BYTES_MAX)
                    .maxHeadersSize(HttpLimits.HEADERS_BYTES_MAX)
                    .addReceiveListener(deadline)
                    .build())
            .directHandlers(directHandlers())
            .routing(routing -> routing.any(this::handle));
    if (tls != null) {
      builder.tls(tls);
    }
    server = builder.build();
  }

  /**
   * Opens the server.
   *
   * @param listen where; port 0 takes any that is free
   * @param meters times the requests
   * @param router answers until {@link #serve} is called
   * @param policy who may ask what
   * @param tls encrypts; null for plain HTTP
   * @param tracing names and traces the requests
   * @throws BadInputException when the address cannot be listened on
   */
  public static HttpServer open(
      Address listen,
      MeterRegistry meters,
      Router router,
      AccessPolicy policy,
      @Nullable Tls tls,
      Tracing tracing) {
    return open(listen, meters, router, policy, tls, HttpLimits.DEFAULTS, tracing);
  }

  static HttpServer open(
      Address listen,
      MeterRegistry meters,
      Router router,
      AccessPolicy policy,
      @Nullable Tls tls,
      HttpLimits limits,
      Tracing tracing) {
    HttpServer opened = new HttpServer(listen, meters, router, policy, tls, limits, tracing);
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

  /** Ends the streams of events, so that who follows them asks another instance. */
  public void endStreams() {
    streams.close();
  }

  /**
   * Takes no more requests, and waits up to two seconds for those that are under way. May be called
   * again.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      streams.close();
      server.stop();
      deadline.close();
    }
  }

  private void handle(ServerRequest request, ServerResponse response) {
    UnaryOperator<@Nullable String> headers =
        name -> request.headers().first(HeaderNames.create(name)).orElse(null);
    try (RequestSpan span =
        tracing.request(request.prologue().method().text(), request.path().rawPath(), headers)) {
      response.header(REQUEST_ID, span.id());
      handle(request, response, span);
    }
  }

  private void handle(ServerRequest request, ServerResponse response, RequestSpan span) {
    Timer.Sample sample = Timer.start(meters);
    String endpoint = "none";
    String route = "";
    Answer answer;
    boolean counted = false;
    try {
      Router now = router;
      Optional<Endpoint> asked =
          now.find(request.prologue().method().text(), request.path().rawPath());
      boolean fromInstance = admit(asked, request);
      counted = asked.map(Endpoint::isShed).orElse(true);
      if (counted) {
        enter();
      }
      ApiRequest whole = read(request, fromInstance);
      deadline.arrived();
      Router.Match match = now.match(whole);
      route = match.endpoint().path();
      endpoint = match.endpoint().method() + " " + route;
      answer = match.endpoint().answer(match.request());
      if (answer.feed() != null) {
        enterStream(request);
      }
    } catch (ProblemException e) {
      answer = e.toAnswer(request.path().rawPath());
    } catch (CloseConnectionException e) {
      aborted.increment();
      throw e;
    } catch (RequestException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      log.error("{} {} failed", request.prologue().method(), request.path().rawPath(), e);
      answer = ProblemException.internal().toAnswer(request.path().rawPath());
    } finally {
      if (counted) {
        underWay.decrementAndGet();
      }
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
    span.answered(route, answer.status());
    log.debug(
        "{} {} answered with {}",
        request.prologue().method(),
        request.path().rawPath(),
        answer.status());
    send(answer, response);
  }

  /** Counts a request that is under way, and refuses it when there are too many. */
  private void enter() {
    if (underWay.incrementAndGet() > requestsMax) {
      shed.increment();
      throw ProblemException.overloaded(
          "This instance is overloaded: more than "
              + requestsMax
              + " requests are under way. Try again a little later.");
    }
  }

  private void enterStream(ServerRequest request) {
    if (!request.headers().isAccepted(MediaTypes.TEXT_EVENT_STREAM)) {
      throw ProblemException.badRequest(
          "This is answered with server-sent events; send the header 'Accept:"
              + " text/event-stream'.");
    }
    streams.enter();
  }

  /** Whether it is another instance that asks; refuses who may not. */
  private boolean admit(Optional<Endpoint> asked, ServerRequest request) {
    return access
        .check(
            asked,
            request.headers().first(HeaderNames.AUTHORIZATION).orElse(null),
            request.headers().first(SEC_FETCH_SITE).orElse(null))
        .map(Caller::instance)
        .orElse(false);
  }

  private static ApiRequest read(ServerRequest request, boolean fromInstance) {
    String rawQuery = request.query().rawValue();
    return new ApiRequest(
        request.prologue().method().text(),
        request.path().rawPath(),
        rawQuery,
        Map.of(),
        PercentEncoding.query(rawQuery),
        request.prologue().method().equals(Method.POST) ? BodyReader.read(request) : NO_BODY,
        fromInstance
            ? request.headers().first(HeaderNames.create(ApiRequest.FORWARDED_BY)).orElse(null)
            : null);
  }

  private void send(Answer answer, ServerResponse response) {
    response.status(answer.status());
    response.header(HeaderNames.CONTENT_TYPE, answer.contentType());
    securityHeaders
        .with(answer.headers())
        .forEach((name, value) -> response.header(HeaderNames.create(name), value));
    EventFeed feed = answer.feed();
    if (feed == null) {
      response.send(answer.body());
    } else {
      streams.send(feed, response);
    }
  }

  /** Requests that never reach the routing: bad HTTP, a declared length over the limit. */
  private DirectHandlers directHandlers() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType event : DirectHandler.EventType.values()) {
      handlers.addHandler(
          event,
          (request, type, status, headers, message) -> {
            Answer answer =
                refusal(status, message).toAnswer(request.path() == null ? "/" : request.path());
            DirectHandler.TransportResponse.Builder response =
                DirectHandler.TransportResponse.builder()
                    .status(Status.create(answer.status()))
                    .headers(headers)
                    .header(HeaderNames.CONTENT_TYPE, answer.contentType())
                    .keepAlive(false)
                    .entity(answer.body());
            securityHeaders
                .with(answer.headers())
                .forEach((name, value) -> response.header(HeaderNames.create(name), value));
            return response.build();
          });
    }
    return handlers.build();
  }

  /**
   * Refuses what never came to {@link #handle}, which lets no failure of Segue's own out. So it is
   * the request that is wrong, also where Helidon calls it an internal error, as it does with a
   * method that is not ASCII, a transfer encoding that it does not know, and headers cut short.
   */
  private static ProblemException refusal(Status status, @Nullable String message) {
    if (status.code() == Status.REQUEST_ENTITY_TOO_LARGE_413.code()) {
      return ProblemException.bodyTooLarge();
    }
    return ProblemException.badRequest(
        "The request is not HTTP as Segue understands it"
            + (message == null ? "." : ": " + message + "."));
  }
}
