package io.segue.schemas.serdes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A schema registry in memory, without compatibility rules: just what the client asks of one. */
final class FakeRegistry implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern VERSIONS = Pattern.compile("/subjects/([^/]+)/versions");
  private static final Pattern LATEST = Pattern.compile("/subjects/([^/]+)/versions/latest");
  private static final Pattern SUBJECT = Pattern.compile("/subjects/([^/]+)");
  private static final Pattern BY_ID = Pattern.compile("/schemas/ids/([0-9]+)");

  private final HttpServer server;

  /** Schemas by id (the index) and the ids of each subject, oldest first. */
  private final List<String> schemas = new ArrayList<>();

  private final Map<String, List<Integer>> subjects = new TreeMap<>();

  /** Method and path of each request, in order. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  final List<String> authorizations = new CopyOnWriteArrayList<>();

  /** When not 0, every request is answered with this status. */
  volatile int brokenStatus;

  FakeRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  synchronized int register(String subject, String schema) {
    int id = schemas.indexOf(schema);
    if (id < 0) {
      id = schemas.size();
      schemas.add(schema);
    }
    List<Integer> ids = subjects.computeIfAbsent(subject, s -> new ArrayList<>());
    if (!ids.contains(id)) {
      ids.add(id);
    }
    return id;
  }

  synchronized List<String> subjects() {
    return List.copyOf(subjects.keySet());
  }

  /** Waits until it has had so many requests. */
  void awaitRequests(int count) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (requests.size() < count) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("only these came: " + requests);
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    requests.add(exchange.getRequestMethod() + " " + path);
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (authorization != null) {
      authorizations.add(authorization);
    }
    if (brokenStatus != 0) {
      answer(exchange, brokenStatus, error(brokenStatus, "out of order"));
      return;
    }
    byte[] body = exchange.getRequestBody().readAllBytes();
    String answer = answerTo(path, body.length == 0 ? null : JSON.readTree(body));
    answer(exchange, answer.contains("error_code") ? 404 : 200, answer);
  }

  private synchronized String answerTo(String path, @Nullable JsonNode body) {
    Matcher versions = VERSIONS.matcher(path);
    if (versions.matches() && body != null) {
      int id = register(decoded(versions.group(1)), body.get("schema").asText());
      return JSON.createObjectNode().put("id", id).toString();
    }
    Matcher latest = LATEST.matcher(path);
    if (latest.matches()) {
      List<Integer> ids = subjects.getOrDefault(decoded(latest.group(1)), List.of());
      return ids.isEmpty()
          ? error(40401, "Subject not found.")
          : described(ids.get(ids.size() - 1));
    }
    Matcher subject = SUBJECT.matcher(path);
    if (subject.matches() && body != null) {
      int id = schemas.indexOf(body.get("schema").asText());
      return subjects.getOrDefault(decoded(subject.group(1)), List.of()).contains(id)
          ? described(id)
          : error(40403, "Schema not found");
    }
    Matcher byId = BY_ID.matcher(path);
    if (byId.matches()) {
      int id = Integer.parseInt(byId.group(1));
      return id < schemas.size() ? described(id) : error(40403, "Schema not found");
    }
    return error(404, "HTTP 404 Not Found");
  }

  private String described(int id) {
    return JSON.createObjectNode().put("id", id).put("schema", schemas.get(id)).toString();
  }

  private static String error(int code, String message) {
    return JSON.createObjectNode().put("error_code", code).put("message", message).toString();
  }

  private static String decoded(String pathPart) {
    return URLDecoder.decode(pathPart, StandardCharsets.UTF_8);
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
