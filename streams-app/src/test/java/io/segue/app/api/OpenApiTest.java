package io.segue.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.segue.app.access.AccessPolicy;
import io.segue.app.access.KnownToken;
import io.segue.app.access.Role;
import io.segue.app.access.Secret;
import io.segue.app.api.ApiFixture.Reply;
import io.segue.app.index.ServedIndexes;
import io.segue.schemas.ActiveIndex;
import io.segue.schemas.BadInputException;
import io.segue.schemas.CommandFailedException;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The OpenAPI document beside the running server: routes, roles, parameters, bodies, errors. */
class OpenApiTest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Secret ADMIN = Secret.random(RANDOM);
  private static final Secret WRITER = Secret.random(RANDOM);
  private static final Secret READER = Secret.random(RANDOM);
  private static final AccessPolicy POLICY =
      AccessPolicy.of(
          List.of(
              KnownToken.of("admin", Set.of(Role.ADMIN), ADMIN),
              KnownToken.of("writer", Set.of(Role.WRITE), WRITER),
              KnownToken.of("reader", Set.of(Role.READ), READER)),
          Secret.random(RANDOM));
  private static final HttpLimits LIMITS =
      new HttpLimits(
          Duration.ofSeconds(20), Duration.ofSeconds(20), 100, 100, 1, Duration.ofSeconds(10));

  /** An example of each request; {@code null} for one without a body. */
  private static final Map<String, List<@Nullable String>> EXAMPLES =
      new TreeMap<>(
          Map.ofEntries(
              get("recommendForPlaylist", "/v1/playlists/p/recommendations?k=2&explain=true"),
              post("recommendForTracks", "/v1/recommendations", "{\"tracks\": [\"t1\"], \"k\": 2}"),
              post(
                  "recommendForMany",
                  "/v1/recommendations:batch",
                  "{\"questions\": [{\"tracks\": [\"t1\"]}, {\"tracks\": []}]}"),
              get("getPlaylist", "/v1/playlists/p"),
              post(
                  "postEvent",
                  "/v1/playlists/p/events",
                  "{\"trackId\": \"t1\", \"action\": \"SKIP\"}"),
              get("findTracks", "/v1/tracks?query=title"),
              get("similarTracks", "/v1/tracks/t1/similar"),
              get("getIndex", "/v1/index"),
              get("getIndexReport", "/v1/index/report"),
              post("rollBack", "/v1/index/rollback", "{\"from\": \"v4\"}"),
              get("getQuality", "/v1/quality"),
              get("getQualityTallies", "/v1/quality/tallies"),
              get("getDataHealth", "/v1/health/data"),
              get("getInstances", "/v1/instances"),
              get("getInstance", "/v1/instances/self"),
              get("getMetrics", "/metrics"),
              get("getHealth", "/healthz"),
              get("getReadiness", "/readyz"),
              get("listenPage", "/"),
              get("operatePage", "/operate"),
              get("referencePage", "/reference"),
              get("openApi", "/openapi.yaml"),
              get("pagePart", "/web/segue.css")));

  private final ApiFixture api = new ApiFixture(Duration.ofMillis(300), POLICY, null, null, LIMITS);
  private JsonNode document = Json.read("{}".getBytes(StandardCharsets.UTF_8), JsonNode.class);

  @BeforeEach
  void fill() throws Exception {
    api.playlists.put("p", List.of("t1", "t2"), List.of("t3"));
    ServedIndexes.serve(api.served, "v4", 1, ApiFixture.CATALOGUE, report());
    api.rollback = from -> new ActiveIndex("v3", from, Instant.EPOCH, "rollback of " + from, null);
    document = api.get("/web/openapi.json").body();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void theDocumentHasEveryRouteAndNoOther() {
    Set<String> documented = new TreeSet<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    Set<String> served = new TreeSet<>();
    api.router()
        .endpoints()
        .forEach(endpoint -> served.add(endpoint.method() + " " + endpoint.path()));

    assertThat(documented).isEqualTo(served).isEqualTo(new TreeSet<>(Permissions.routes()));
  }

  @Test
  void everyRouteHasItsParametersAndNoOther() {
    for (Endpoint endpoint : api.router().endpoints()) {
      Set<String> documented = new TreeSet<>();
      for (JsonNode parameter : operation(endpoint).path("parameters")) {
        JsonNode resolved = resolve(parameter);
        if (resolved.path("in").asText().equals("query")) {
          documented.add(resolved.path("name").asText());
        }
      }
      assertThat(documented)
          .as(endpoint.path())
          .isEqualTo(new TreeSet<>(endpoint.queryParameters()));
    }
  }

  @Test
  void everyAnswerAndEveryBodyThatIsTakenAreAsTheDocumentSays() throws Exception {
    for (Endpoint endpoint : api.router().endpoints()) {
      JsonNode operation = operation(endpoint);
      String id = operation.path("operationId").asText();
      if (id.equals("followRecommendations")) {
        continue; // its answer does not end: the next test reads it
      }
      assertThat(EXAMPLES).containsKey(id);
      String body = EXAMPLES.getOrDefault(id, List.of()).get(1);
      assertThat(operation.has("requestBody")).as(id).isEqualTo(body != null);
      if (body != null) {
        assertThat(wrong(requestSchema(operation), new ObjectMapper().readTree(body)))
            .as(id)
            .isEmpty();
      }
      Reply reply = ask(id, ADMIN);
      assertThat(reply.status()).as(id + " " + reply.body()).isIn(200, 202);
      check(operation, reply, id);
    }
  }

  @Test
  void theEventsThatFollowAPlaylistAreAsTheDocumentSays() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(api.uri("/v1/playlists/p/recommendations/live?k=2"))
            .header("Authorization", "Bearer " + ADMIN.reveal())
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<Stream<String>> response = client.send(request, BodyHandlers.ofLines());
      JsonNode documented =
          document.at("/paths/~1v1~1playlists~1{id}~1recommendations~1live/get/responses");
      assertThat(documented.has(Integer.toString(response.statusCode()))).isTrue();
      assertThat(documented.at("/200/content").fieldNames().next())
          .isEqualTo(response.headers().firstValue("Content-Type").orElse(""));
      String data =
          response.body().filter(line -> line.startsWith("data:")).findFirst().orElseThrow();
      assertThat(
              wrong(
                  document.at("/components/schemas/PlaylistRecommendations"),
                  new ObjectMapper().readTree(data.substring("data:".length()))))
          .isEmpty();
      api.server().endStreams();
    }
  }

  @Test
  void whoShowsNoTokenOrOneWithoutTheRoleGetsWhatTheDocumentSays() throws Exception {
    for (Endpoint endpoint : api.router().endpoints()) {
      JsonNode operation = operation(endpoint);
      String id = operation.path("operationId").asText();
      Optional<Role> role = Permissions.roleFor(endpoint);
      assertThat(operation.path("security").isArray()).as(id).isEqualTo(role.isEmpty());
      assertThat(operation.path("responses").has("401")).as(id).isEqualTo(role.isPresent());
      assertThat(operation.path("responses").has("403")).as(id).isEqualTo(role.isPresent());
      if (role.isPresent()) {
        Reply nobody = ask(id, null);
        assertThat(nobody.status()).as(id).isEqualTo(401);
        check(operation, nobody, id);
        Reply wrongRole = ask(id, role.get() == Role.WRITE ? READER : WRITER);
        assertThat(wrongRole.status()).as(id).isEqualTo(403);
        check(operation, wrongRole, id);
      }
    }
  }

  @Test
  void bodiesThatTheDocumentForbidsAreRefused() throws Exception {
    List<List<String>> forbidden =
        List.of(
            List.of("recommendForTracks", "{\"tracks\": [\"t1\"], \"k\": 501}"),
            List.of("recommendForTracks", "{\"tracks\": [\"t1\"], \"diversity\": 1.5}"),
            List.of("recommendForTracks", "{\"tracks\": \"t1\"}"),
            List.of("recommendForTracks", "{\"tracks\": [], \"nonsense\": 1}"),
            List.of("recommendForMany", "{\"questions\": {}}"),
            List.of("postEvent", "{\"trackId\": \"t1\", \"action\": \"EAT\"}"),
            List.of("postEvent", "{\"trackId\": \"\", \"action\": \"ADD\"}"),
            List.of("postEvent", "{\"action\": \"ADD\"}"),
            List.of("rollBack", "{\"from\": \"v4\", \"now\": true}"));
    for (List<String> one : forbidden) {
      Endpoint endpoint = endpoint(one.get(0));
      JsonNode body = new ObjectMapper().readTree(one.get(1));
      assertThat(wrong(requestSchema(operation(endpoint)), body)).as("%s", one).isNotEmpty();
      Reply reply =
          send(
              String.valueOf(EXAMPLES.getOrDefault(one.get(0), List.of()).get(0)),
              one.get(1),
              ADMIN);
      assertThat(reply.status()).as("%s", one).isEqualTo(400);
    }
  }

  @Test
  void aQuestionOfManyThatTheDocumentForbidsHasItsProblemInTheAnswer() throws Exception {
    Reply reply =
        send("/v1/recommendations:batch", "{\"questions\": [{\"tracks\": []}, {}]}", ADMIN);

    check(operation(endpoint("recommendForMany")), reply, "recommendForMany");
    assertThat(reply.body().at("/answers/1/problem/status").asInt()).isEqualTo(400);
  }

  @Test
  void everyOtherDocumentedErrorHappens() throws Exception {
    Set<String> happened = new TreeSet<>();
    provoke(happened, "recommendForPlaylist", "/v1/playlists/p/recommendations?k=0", null);
    provoke(happened, "recommendForPlaylist", "/v1/playlists/nope/recommendations", null);
    provoke(happened, "followRecommendations", "/v1/playlists/p/recommendations/live?k=0", null);
    provoke(happened, "recommendForTracks", "/v1/recommendations", "{}");
    provoke(happened, "recommendForTracks", "/v1/recommendations", large());
    provoke(happened, "recommendForMany", "/v1/recommendations:batch", "{}");
    provoke(happened, "recommendForMany", "/v1/recommendations:batch", large());
    provoke(happened, "getPlaylist", "/v1/playlists/p?tracks=x", null);
    provoke(happened, "getPlaylist", "/v1/playlists/nope", null);
    api.playlists.putNowhere("lost", "nobody has it");
    provoke(happened, "getPlaylist", "/v1/playlists/lost", null);
    provoke(happened, "postEvent", "/v1/playlists/p/events", "{}");
    provoke(happened, "postEvent", "/v1/playlists/p/events", large());
    provoke(happened, "findTracks", "/v1/tracks", null);
    provoke(happened, "similarTracks", "/v1/tracks/t1/similar?k=0", null);
    provoke(happened, "similarTracks", "/v1/tracks/nobody/similar", null);
    provoke(happened, "rollBack", "/v1/index/rollback", "{}");
    provoke(happened, "rollBack", "/v1/index/rollback", large());
    provoke(happened, "getQuality", "/v1/quality?k=0", null);
    provoke(happened, "getQualityTallies", "/v1/quality/tallies?trial=x", null);
    provoke(happened, "pagePart", "/web/nothing", null);
    api.rollback =
        from -> {
          throw new BadInputException("nothing to go back to");
        };
    provoke(happened, "rollBack", "/v1/index/rollback", "{\"from\": \"v4\"}");
    api.rollback =
        from -> {
          throw new CommandFailedException("Kafka says no.");
        };
    provoke(happened, "rollBack", "/v1/index/rollback", "{\"from\": \"v4\"}");
    ServedIndexes.serve(api.served, "v4", 1, ApiFixture.CATALOGUE);
    provoke(happened, "getIndexReport", "/v1/index/report", null);
    api.events.refuses = true;
    provoke(
        happened,
        "postEvent",
        "/v1/playlists/p/events",
        "{\"trackId\": \"t1\", \"action\": \"ADD\"}");
    api.vitals.require(() -> "a test is running");
    provoke(happened, "getReadiness", "/readyz", null);
    api.vitals.fail("a test is running");
    provoke(happened, "getHealth", "/healthz", null);
    api.server().endStreams();
    provoke(happened, "followRecommendations", "/v1/playlists/p/recommendations/live", null);
    ServedIndexes.serveNothing(api.served);
    for (String id :
        List.of(
            "recommendForPlaylist",
            "recommendForTracks",
            "recommendForMany",
            "findTracks",
            "similarTracks",
            "getIndexReport")) {
      List<@Nullable String> example = EXAMPLES.getOrDefault(id, List.of());
      provoke(happened, id, String.valueOf(example.get(0)), example.get(1));
    }

    assertThat(happened).isEqualTo(documentedErrors());
  }

  private Set<String> documentedErrors() {
    Set<String> errors = new TreeSet<>();
    for (Endpoint endpoint : api.router().endpoints()) {
      JsonNode operation = operation(endpoint);
      operation
          .path("responses")
          .fieldNames()
          .forEachRemaining(
              status -> {
                if (status.compareTo("400") >= 0
                    && !status.equals("401")
                    && !status.equals("403")) {
                  errors.add(operation.path("operationId").asText() + " " + status);
                }
              });
    }
    return errors;
  }

  private void provoke(Set<String> happened, String id, String target, @Nullable String body)
      throws Exception {
    Reply reply = send(target, body, ADMIN);
    assertThat(reply.status()).as(id + " " + reply.body()).isGreaterThanOrEqualTo(400);
    check(operation(endpoint(id)), reply, id);
    happened.add(id + " " + reply.status());
  }

  private void check(JsonNode operation, Reply reply, String id) {
    JsonNode response = resolve(operation.path("responses").path(Integer.toString(reply.status())));
    assertThat(response.isMissingNode()).as("%s does not say %d", id, reply.status()).isFalse();
    JsonNode content = response.path("content");
    String type = reply.contentType().replaceAll(";.*", "");
    assertThat(content.has(type) || content.has("*/*")).as("%s sends %s", id, type).isTrue();
    if (type.contains("json")) {
      assertThat(wrong(content.path(type).path("schema"), reply.body()))
          .as(id + " " + reply.body())
          .isEmpty();
    }
  }

  /** What a schema of the document has against a value. */
  private Set<ValidationMessage> wrong(JsonNode schema, JsonNode value) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", document.path("components"));
    return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(whole).validate(value);
  }

  private static JsonNode requestSchema(JsonNode operation) {
    return operation.path("requestBody").path("content").path("application/json").path("schema");
  }

  private Endpoint endpoint(String id) {
    for (Endpoint endpoint : api.router().endpoints()) {
      if (operation(endpoint).path("operationId").asText().equals(id)) {
        return endpoint;
      }
    }
    throw new AssertionError("no route has the operationId " + id);
  }

  private JsonNode operation(Endpoint endpoint) {
    return document
        .path("paths")
        .path(endpoint.path())
        .path(endpoint.method().toLowerCase(Locale.ROOT));
  }

  private JsonNode resolve(JsonNode part) {
    return part.has("$ref") ? document.at(part.path("$ref").asText().substring(1)) : part;
  }

  private Reply ask(String id, @Nullable Secret token) throws Exception {
    List<@Nullable String> example =
        id.equals("followRecommendations")
            ? Arrays.asList("/v1/playlists/p/recommendations/live", null)
            : EXAMPLES.getOrDefault(id, List.of());
    return send(String.valueOf(example.get(0)), example.get(1), token);
  }

  private Reply send(String target, @Nullable String body, @Nullable Secret token)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(api.uri(target));
    if (token != null) {
      request.header("Authorization", "Bearer " + token.reveal());
    }
    return api.send(body == null ? request.GET() : request.POST(BodyPublishers.ofString(body)));
  }

  private static String large() {
    return "{\"x\": \"" + "x".repeat(HttpLimits.BODY_BYTES_MAX) + "\"}";
  }

  private static byte[] report() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write("<html></html>".getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  private static Map.Entry<String, List<@Nullable String>> get(String id, String target) {
    return Map.entry(id, Arrays.asList(target, null));
  }

  private static Map.Entry<String, List<@Nullable String>> post(
      String id, String target, String body) {
    return Map.entry(id, Arrays.asList(target, body));
  }
}
