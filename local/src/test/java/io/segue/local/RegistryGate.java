package io.segue.local;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of a registry as a proxy does in front of a real one: asks for user and password,
 * and may be away and come back at the same address while the registry keeps what it knows.
 */
final class RegistryGate implements AutoCloseable {

  static final String USER = "segue";
  static final String PASSWORD = "open-sesame";

  private final URI registry;
  private final int port = EmbeddedBroker.freePort();
  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable HttpServer server;

  /** Closed until {@link #open}. */
  RegistryGate(URI registry) {
    this.registry = registry;
  }

  /** The address for {@code schema.registry.url}. */
  String url() {
    return "http://127.0.0.1:" + port + registry.getPath();
  }

  void open() throws IOException {
    HttpServer opened =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    opened.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    HttpContext everything = opened.createContext("/", this::pass);
    everything.setAuthenticator(
        new BasicAuthenticator("registry") {
          @Override
          public boolean checkCredentials(String user, String password) {
            return user.equals(USER) && password.equals(PASSWORD);
          }
        });
    opened.start();
    server = opened;
  }

  /** From now on nobody listens at the address. */
  void shut() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(registry.resolve(exchange.getRequestURI().getRawPath()))
              .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
      for (String header : new String[] {"Content-Type", "Accept"}) {
        String value = exchange.getRequestHeaders().getFirst(header);
        if (value != null) {
          request.header(header, value);
        }
      }
      HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
      exchange.sendResponseHeaders(
          answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    shut();
    http.close();
  }
}
