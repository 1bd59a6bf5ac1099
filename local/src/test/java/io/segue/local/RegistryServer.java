package io.segue.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real schema registry: Apicurio's, which speaks Confluent's REST API. A process of its own, on
 * loopback, that keeps everything in memory. {@code scripts/install-registry} fetches it.
 */
final class RegistryServer implements AutoCloseable {

  private static final Path PROGRAM = Path.of("../.segue/apicurio-registry/quarkus-run.jar");
  private static final String API = "/apis/ccompat/v7";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final URI base;
  private final HttpClient http = HttpClient.newHttpClient();

  private RegistryServer(Process process, URI base) {
    this.process = process;
    this.base = base;
  }

  static boolean isInstalled() {
    return Files.exists(PROGRAM);
  }

  /** Starts it and returns when it answers; what it prints goes to the file. */
  static RegistryServer start(File output) throws Exception {
    int port = EmbeddedBroker.freePort();
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                PROGRAM.toString())
            .redirectErrorStream(true)
            .redirectOutput(output);
    builder
        .environment()
        .putAll(
            Map.of(
                "QUARKUS_HTTP_HOST",
                "127.0.0.1",
                "QUARKUS_HTTP_PORT",
                Integer.toString(port),
                "QUARKUS_MANAGEMENT_HOST",
                "127.0.0.1",
                "QUARKUS_MANAGEMENT_PORT",
                Integer.toString(EmbeddedBroker.freePort())));
    RegistryServer server =
        new RegistryServer(builder.start(), URI.create("http://127.0.0.1:" + port + API));
    try {
      server.awaitAnswer(output);
    } catch (Exception | Error e) {
      server.close();
      throw e;
    }
    return server;
  }

  /** The address for {@code schema.registry.url}. */
  URI url() {
    return base;
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  /** Registers a schema as somebody else's client would; returns its id. */
  int register(String subject, String schema) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(
            request("/subjects/" + subject + "/versions")
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(
                    BodyPublishers.ofString(
                        JSON.createObjectNode().put("schema", schema).toString())));
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body()).get("id").asInt();
  }

  /** Says which changes a subject allows, such as {@code BACKWARD}. */
  void allow(String subject, String compatibility) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(
            request("/config/" + subject)
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .PUT(BodyPublishers.ofString("{\"compatibility\": \"" + compatibility + "\"}")));
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
  }

  private void awaitAnswer(File output) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        if (get("/subjects").statusCode() == 200) {
          return;
        }
      } catch (IOException e) { // it is starting
        if (!process.isAlive()) {
          throw new AssertionError(Files.readString(output.toPath()), e);
        }
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("does not answer:\n" + Files.readString(output.toPath()));
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    http.close();
  }
}
