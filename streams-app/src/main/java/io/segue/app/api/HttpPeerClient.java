package io.segue.app.api;

import io.segue.app.playlists.Address;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Passes requests on over HTTP/1.1 with kept-alive connections. */
public final class HttpPeerClient implements PeerClient, AutoCloseable {

  private static final Duration CONNECT_LIMIT = Duration.ofMillis(500);
  private static final String RETRY_AFTER = "Retry-After";

  private final String self;
  private final HttpClient client;

  /**
   * @param self the name with which this instance marks what it passes on
   */
  public HttpPeerClient(String self) {
    this.self = self;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  @Override
  public Answer forward(Address owner, ApiRequest request, Duration limit) throws PeerException {
    String target =
        request.rawQuery().isEmpty()
            ? request.rawPath()
            : request.rawPath() + "?" + request.rawQuery();
    HttpRequest outgoing =
        HttpRequest.newBuilder(URI.create("http://" + owner + target))
            .header(ApiRequest.FORWARDED_BY, self)
            .GET()
            .build();
    // The request's own timeout would end with the headers; this one covers the body as well.
    CompletableFuture<HttpResponse<byte[]>> exchange =
        client.sendAsync(outgoing, HttpResponse.BodyHandlers.ofByteArray());
    try {
      return answer(exchange.get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      exchange.cancel(true);
      throw new PeerException(
          "the instance at " + owner + " did not answer within " + limit.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw new PeerException("the instance at " + owner + " cannot be reached", e);
    } catch (InterruptedException e) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      throw new PeerException("this instance is stopping", e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private static Answer answer(HttpResponse<byte[]> response) {
    Map<String, String> headers = new HashMap<>();
    response.headers().firstValue(RETRY_AFTER).ifPresent(after -> headers.put(RETRY_AFTER, after));
    return new Answer(
        response.statusCode(),
        response.headers().firstValue("Content-Type").orElse(Json.CONTENT_TYPE),
        response.body(),
        headers);
  }
}
