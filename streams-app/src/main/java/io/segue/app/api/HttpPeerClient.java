package io.segue.app.api;

import io.helidon.common.tls.Tls;
import io.segue.app.access.Secret;
import io.segue.app.playlists.Address;
import io.segue.app.tracing.HopSpan;
import io.segue.app.tracing.Tracing;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes requests on over HTTP/1.1 with kept-alive connections. */
public final class HttpPeerClient implements PeerClient, AutoCloseable {

  private static final Duration CONNECT_LIMIT = Duration.ofMillis(500);
  private static final Logger log = LoggerFactory.getLogger(HttpPeerClient.class);
  private static final List<String> PASSED_ON = List.of("Retry-After", Answer.OVERLOADED);

  private final String self;
  private final @Nullable Secret token;
  private final String scheme;
  private final Tracing tracing;
  private final Set<Address> warned = ConcurrentHashMap.newKeySet();
  private final HttpClient client;

  /**
   * @param self the name with which this instance marks what it passes on
   * @param token by which the others know this instance; null when they do not ask
   * @param tls says whom to trust; null when the others speak plain HTTP
   * @param tracing names and traces the requests
   */
  public HttpPeerClient(String self, @Nullable Secret token, @Nullable Tls tls, Tracing tracing) {
    this.tracing = tracing;
    this.self = self;
    this.token = token;
    scheme = tls == null ? "http" : "https";
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(Executors.newVirtualThreadPerTaskExecutor());
    if (tls != null) {
      builder.sslContext(tls.sslContext());
    }
    client = builder.build();
  }

  @Override
  public Answer forward(Address owner, ApiRequest request, Duration limit) throws PeerException {
    String target =
        request.rawQuery().isEmpty()
            ? request.rawPath()
            : request.rawPath() + "?" + request.rawQuery();
    HttpRequest.Builder outgoing =
        HttpRequest.newBuilder(URI.create(scheme + "://" + owner + target))
            .header(ApiRequest.FORWARDED_BY, self)
            .GET();
    if (token != null) {
      outgoing.header("Authorization", "Bearer " + token.reveal());
    }
    try (HopSpan span =
        tracing.hop(request.method(), owner.host(), owner.port(), outgoing::header)) {
      try {
        Answer answer = exchange(owner, outgoing.build(), limit);
        span.answered(answer.status());
        return answer;
      } catch (PeerException e) {
        span.failed(e);
        throw e;
      }
    }
  }

  private Answer exchange(Address owner, HttpRequest outgoing, Duration limit)
      throws PeerException {
    // The request's own timeout would end with the headers; this one covers the body as well.
    CompletableFuture<HttpResponse<byte[]>> exchange =
        client.sendAsync(outgoing, HttpResponse.BodyHandlers.ofByteArray());
    try {
      return answer(owner, exchange.get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      exchange.cancel(true);
      throw new PeerException(
          "the instance at " + owner + " did not answer within " + limit.toMillis() + " ms",
          true,
          e);
    } catch (ExecutionException e) {
      boolean asked = !(e.getCause() instanceof ConnectException);
      throw new PeerException("the instance at " + owner + " cannot be reached", asked, e);
    } catch (InterruptedException e) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      throw new PeerException("this instance is stopping", true, e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  /** Its 401 is none for the caller, whose own token was found good: the instances disagree. */
  private Answer answer(Address owner, HttpResponse<byte[]> response) throws PeerException {
    if (response.statusCode() == 401 || response.statusCode() == 403) {
      String trouble =
          "the instance at "
              + owner
              + " does not know this instance's internal token; all instances need the same";
      if (warned.add(owner)) { // once: every request would say the same
        log.error("Requests cannot be passed on: {}", trouble);
      }
      throw new PeerException(trouble, true, null);
    }
    Map<String, String> headers = new HashMap<>();
    for (String passedOn : PASSED_ON) {
      response.headers().firstValue(passedOn).ifPresent(value -> headers.put(passedOn, value));
    }
    return new Answer(
        response.statusCode(),
        response.headers().firstValue("Content-Type").orElse(Json.CONTENT_TYPE),
        response.body(),
        headers);
  }
}
