package io.segue.schemas.serdes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client of a schema registry that speaks Confluent's REST API.
 *
 * <p>What the registry once answered stays true (ids are never given again), so answers are kept
 * for good; failures are not kept. An address that gives no answer, or a server error, gives way to
 * the next one; when all of them fail, the round is repeated a second later. Who writes, and can be
 * told, is told after three rounds; who reads a record that is already in Kafka waits for two
 * minutes, longer than a registry takes to restart and not as long as a consumer may stay away from
 * its group.
 *
 * <p>Thread-safe. All methods throw {@link SchemaRegistryException} when the registry says no, and
 * {@link RegistryUnavailableException} when it cannot be asked; their sentences name the address
 * and what was asked, and never the password.
 */
public final class SchemaRegistry {

  private static final Logger log = LoggerFactory.getLogger(SchemaRegistry.class);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int ROUNDS = 3;
  private static final Duration READING_PATIENCE = Duration.ofMinutes(2);
  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RegistrySettings settings;
  private final Duration readingPatience;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT_TIMEOUT)
          .version(HttpClient.Version.HTTP_1_1)
          .build();
  private final Map<SubjectSchema, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
  private final Map<String, Registered> latest = new ConcurrentHashMap<>();

  /** The index in the settings' addresses of the one that answered last. */
  private volatile int lastGood;

  private record SubjectSchema(String subject, Schema schema) {}

  /** A schema and the id that the registry knows it by. */
  record Registered(int id, Schema schema) {}

  /** Connects to nothing until it is asked something. */
  public SchemaRegistry(RegistrySettings settings) {
    this(settings, READING_PATIENCE);
  }

  /**
   * @param readingPatience how long a reader waits for a registry that does not answer
   */
  SchemaRegistry(RegistrySettings settings, Duration readingPatience) {
    this.settings = settings;
    this.readingPatience = readingPatience;
  }

  /**
   * The schema, with its id, that a writer of values with the given schema is to write with, as the
   * settings say: its own, registered if need be, or the subject's latest.
   */
  Registered forWriting(String topic, Schema schema) {
    String subject = settings.naming().subject(topic, schema);
    if (!settings.autoRegister() && settings.useLatest()) {
      return latest.computeIfAbsent(subject, this::fetchLatest);
    }
    int id =
        ids.computeIfAbsent(
            new SubjectSchema(subject, schema),
            key -> settings.autoRegister() ? register(key) : lookUp(key));
    return new Registered(id, schema);
  }

  /** The schema with the given id; waits for a registry that does not answer. */
  Schema byId(int id) {
    Schema known = schemas.get(id);
    if (known != null) {
      return known;
    }
    long deadline = System.nanoTime() + readingPatience.toNanos();
    while (true) {
      try {
        Schema fetched = fetch(id);
        schemas.put(id, fetched);
        return fetched;
      } catch (RegistryUnavailableException e) {
        if (e.isAnswered()
            || System.nanoTime() > deadline
            || Thread.currentThread().isInterrupted()) {
          throw e;
        }
      }
    }
  }

  /** Finds out whether it answers. */
  public void check() {
    ask("list the subjects", "/subjects", null);
  }

  private int register(SubjectSchema key) {
    JsonNode answer =
        ask(
            "register the schema of subject '" + key.subject() + "'",
            "/subjects/" + encoded(key.subject()) + "/versions",
            body(key.schema()));
    return id(answer, "registering");
  }

  private int lookUp(SubjectSchema key) {
    JsonNode answer =
        ask(
            "find our schema under subject '"
                + key.subject()
                + "' ("
                + RegistrySettings.AUTO_REGISTER
                + " is off: register it first)",
            "/subjects/" + encoded(key.subject()),
            body(key.schema()));
    return id(answer, "looking up");
  }

  private Registered fetchLatest(String subject) {
    String what = "get the latest schema of subject '" + subject + "'";
    JsonNode answer = ask(what, "/subjects/" + encoded(subject) + "/versions/latest", null);
    return new Registered(id(answer, "the latest schema"), parsed(answer, what));
  }

  private Schema fetch(int id) {
    String what = "get the schema with id " + id;
    return parsed(ask(what, "/schemas/ids/" + id, null), what);
  }

  private static int id(JsonNode answer, String of) {
    JsonNode id = answer.get("id");
    if (id == null || !id.isInt()) {
      throw new SchemaRegistryException(
          "The schema registry's answer to " + of + " has no id; is it a schema registry?");
    }
    return id.intValue();
  }

  private static Schema parsed(JsonNode answer, String what) {
    String type = answer.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new SchemaRegistryException(
          "Asked the schema registry to " + what + " and got one of type " + type + ", not AVRO.");
    }
    if (answer.path("references").size() > 0) {
      throw new SchemaRegistryException(
          "Asked the schema registry to "
              + what
              + " and got one that refers to other subjects; only self-contained schemas are"
              + " supported.");
    }
    try {
      return new Schema.Parser().parse(answer.path("schema").asText());
    } catch (SchemaParseException e) {
      throw new SchemaRegistryException(
          "Asked the schema registry to "
              + what
              + " and got one that Avro cannot read: "
              + e.getMessage());
    }
  }

  /** Sends a GET, or a POST if there is a body, and returns the answer to it. */
  private JsonNode ask(String what, String path, @Nullable String body) {
    IOException failure = new IOException("no address");
    for (int round = 1; ; round++) {
      for (int i = 0; i < settings.urls().size(); i++) {
        int index = (lastGood + i) % settings.urls().size();
        URI base = settings.urls().get(index);
        try {
          HttpResponse<String> response = send(request(base, path, body));
          if (!isBusy(response.statusCode())) {
            lastGood = index;
            return answer(what, base, response);
          }
          failure = new IOException("HTTP " + response.statusCode() + reason(response.body()));
        } catch (IOException e) {
          failure = e;
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw unreachable(what, new InterruptedIOException("interrupted"));
        }
        log.warn("The schema registry at {} failed to {}: {}", base, what, describe(failure));
      }
      if (round == ROUNDS) {
        throw unreachable(what, failure);
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw unreachable(what, failure);
      }
    }
  }

  /** Within the time limit, which HttpRequest's own would end with the headers. */
  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<String>> exchange =
        http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    try {
      return exchange.get(REQUEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      exchange.cancel(true);
      throw new IOException("no answer within " + REQUEST_TIMEOUT.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    }
  }

  /** Whether the same question may have another answer soon. */
  private static boolean isBusy(int status) {
    return status >= 500 || status == 408 || status == 429;
  }

  /**
   * Whether an error code is what a registry says of a schema, a version or a subject. A bare 404,
   * for instance, is a web server's that has no such page.
   */
  private static boolean isVerdict(int code) {
    return code == 409 || code == 422 || code / 100 == 404 || code / 100 == 422;
  }

  private HttpRequest request(URI base, String path, @Nullable String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Accept", CONTENT_TYPE + ", application/json");
    if (settings.userInfo() != null) {
      byte[] userInfo = settings.userInfo().getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(userInfo));
    }
    if (body != null) {
      request.header("Content-Type", CONTENT_TYPE).POST(HttpRequest.BodyPublishers.ofString(body));
    }
    return request.build();
  }

  private static JsonNode answer(String what, URI base, HttpResponse<String> response) {
    int status = response.statusCode();
    if (status == 401 || status == 403) {
      throw RegistryUnavailableException.misplaced(
          "The schema registry at %s does not let us %s (HTTP %d); check %s and %s."
              .formatted(
                  base,
                  what,
                  status,
                  RegistrySettings.CREDENTIALS_SOURCE,
                  RegistrySettings.USER_INFO));
    }
    JsonNode answer;
    try {
      answer = JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      answer = MissingNode.getInstance();
    }
    if (status < 300 && !answer.isMissingNode()) {
      return answer;
    }
    if (!isVerdict(answer.path("error_code").asInt())) {
      throw RegistryUnavailableException.misplaced(
          "Asked %s to %s and got HTTP %d without what a schema registry says; check %s."
              .formatted(base, what, status, RegistrySettings.URL));
    }
    String said =
        "The schema registry at %s did not %s: HTTP %d%s."
            .formatted(base, what, status, reason(response.body()));
    throw new SchemaRegistryException(
        status == 409
            ? said
                + " The schema that this version of Segue writes is incompatible with what is"
                + " registered there: name another subject ("
                + RegistrySettings.SUBJECT_NAME_STRATEGY
                + "), or have the subject's owner look at its versions and its compatibility rule."
            : said);
  }

  /** The registry's own words for a failure, when its answer has them. */
  private static String reason(String body) {
    try {
      String message = JSON.readTree(body).path("message").asText("");
      return message.isEmpty() ? "" : ", " + message;
    } catch (JsonProcessingException e) {
      // An answer of a proxy or another program: its page would not help in a sentence.
      return "";
    }
  }

  private RegistryUnavailableException unreachable(String what, IOException failure) {
    return RegistryUnavailableException.silent(
        "Could not "
            + what
            + ": no schema registry at "
            + settings.urls()
            + " answered ("
            + describe(failure)
            + ").",
        failure);
  }

  private static String describe(IOException failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private static String body(Schema schema) {
    return JSON.createObjectNode().put("schema", schema.toString()).toString();
  }

  private static String encoded(String subject) {
    // A blank in a path is %20; URLEncoder writes it the way of forms.
    return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return settings.toString();
  }
}
