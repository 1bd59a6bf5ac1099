package io.segue.client;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks a Segue instance, or a load balancer in front of several. Thread-safe; keep one for as long
 * as the program runs.
 *
 * <p>Where an instance has too much to do or cannot answer now (503) the question is asked again
 * after as long as it says, and where nobody answers after a moment. Nothing counts twice by that:
 * questions change nothing, and an event is known by its id. What fails in the end is a {@link
 * SegueException} with a sentence.
 */
public final class SegueClient {

  private static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(10);
  private static final int ATTEMPTS_DEFAULT = 3;

  private final Transport transport;

  private SegueClient(Transport transport) {
    this.transport = transport;
  }

  /** A client without a token. */
  public static SegueClient of(URI server) {
    return builder(server).build();
  }

  /**
   * To say more about a client.
   *
   * @param server such as {@code http://localhost:8080}
   */
  public static Builder builder(URI server) {
    return new Builder(server);
  }

  /** What should play next in a playlist. */
  public Recommendations recommend(String playlistId, Options options) {
    return recommend(playlistId, options, null);
  }

  /**
   * What should play next in a playlist, once it has an event.
   *
   * @param after the event's {@linkplain EventPlace#token token}; null to wait for none
   */
  public Recommendations recommend(String playlistId, Options options, @Nullable String after) {
    Map<String, Object> parameters = new LinkedHashMap<>(options.values());
    if (after != null) {
      parameters.put("after", after);
    }
    return transport.get(
        "/v1/playlists/" + encoded(playlistId) + "/recommendations" + query(parameters),
        Recommendations.class);
  }

  /** What should play after a list of tracks. */
  public Recommendations recommend(Question question) {
    return transport.post("/v1/recommendations", body(question), Recommendations.class);
  }

  /**
   * What should play after each of several lists of tracks.
   *
   * @param questions at most 100
   */
  public BatchAnswers recommend(List<Question> questions) {
    return transport.post(
        "/v1/recommendations:batch",
        Map.of("questions", questions.stream().map(SegueClient::body).toList()),
        BatchAnswers.class);
  }

  /**
   * The tracks that are used most like a track.
   *
   * @param k how many, 1 to 500
   */
  public SimilarTracks similarTracks(String trackId, int k) {
    return transport.get(
        "/v1/tracks/" + encoded(trackId) + "/similar" + query(Map.of("k", k)), SimilarTracks.class);
  }

  /** A playlist as it stands. */
  public Playlist playlist(String playlistId) {
    return playlist(playlistId, null);
  }

  /**
   * A playlist, once it has an event.
   *
   * @param after the event's {@linkplain EventPlace#token token}; null to wait for none
   */
  public Playlist playlist(String playlistId, @Nullable String after) {
    return transport.get(
        "/v1/playlists/"
            + encoded(playlistId)
            + query(after == null ? Map.of() : Map.of("after", after)),
        Playlist.class);
  }

  /** Writes an event to Kafka; when this returns, Kafka has it safe. */
  public EventPlace append(String playlistId, Event event) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("trackId", event.trackId());
    body.put("action", event.action().name());
    body.put("eventId", event.eventId());
    putUnlessNull(body, "userId", event.userId());
    putUnlessNull(
        body, "occurredAt", event.occurredAt() == null ? null : event.occurredAt().toString());
    putUnlessNull(body, "source", event.source());
    return transport.post(
        "/v1/playlists/" + encoded(playlistId) + "/events", body, EventPlace.class);
  }

  /** Which index versions there are and which one serves. */
  public Index index() {
    return transport.get("/v1/index", Index.class);
  }

  private static Map<String, Object> body(Question question) {
    Map<String, Object> body = new LinkedHashMap<>(question.options().values());
    body.put("tracks", question.tracks());
    return body;
  }

  private static void putUnlessNull(Map<String, Object> body, String name, @Nullable Object value) {
    if (value != null) {
      body.put(name, value);
    }
  }

  /** A list is a parameter that is given several times. */
  private static String query(Map<String, Object> parameters) {
    StringBuilder query = new StringBuilder();
    parameters.forEach(
        (name, value) -> {
          for (Object one : value instanceof List<?> list ? list : List.of(value)) {
            query.append(query.isEmpty() ? '?' : '&').append(name).append('=');
            query.append(encoded(one.toString()));
          }
        });
    return query.toString();
  }

  private static String encoded(String text) {
    // A blank in a path is %20; URLEncoder writes it the way of forms.
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Says more about a client than where its server is. */
  public static final class Builder {

    private final URI server;
    private @Nullable String token;
    private Duration timeout = TIMEOUT_DEFAULT;
    private int attempts = ATTEMPTS_DEFAULT;
    private HttpClient http = HttpClient.newHttpClient();

    private Builder(URI server) {
      this.server = Objects.requireNonNull(server);
    }

    /** The token that {@code segue token} printed; without one none is sent. */
    public Builder token(String token) {
      this.token = token;
      return this;
    }

    /** How long one attempt may take; 10 s if not told otherwise. */
    public Builder timeout(Duration timeout) {
      this.timeout = timeout;
      return this;
    }

    /** How often a question is asked at most, 1 or more; 3 if not told otherwise. */
    public Builder attempts(int attempts) {
      if (attempts < 1) {
        throw new IllegalArgumentException("attempts must be 1 or more, not " + attempts);
      }
      this.attempts = attempts;
      return this;
    }

    /** The JDK's client to send with, for TLS settings, proxies and the like. */
    public Builder http(HttpClient http) {
      this.http = http;
      return this;
    }

    /** Makes the client; asks nothing yet. */
    public SegueClient build() {
      return new SegueClient(
          new Transport(
              server, token, timeout, attempts, http, time -> Thread.sleep(time.toMillis())));
    }
  }
}
