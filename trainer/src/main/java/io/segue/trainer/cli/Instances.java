package io.segue.trainer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.schemas.BadInputException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks instances of the streams app which version they serve. */
final class Instances {

  /** The environment variable with the bearer token of instances that want one. */
  private static final String TOKEN_VARIABLE = "SEGUE_TOKEN";

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * What an instance says.
   *
   * @param address where it was asked
   * @param serving the version that it serves, null when it serves none or could not be asked
   * @param fault why it could not be asked, null when it could
   */
  record Serving(String address, @Nullable String serving, @Nullable String fault) {}

  private Instances() {}

  /**
   * Asks each of them.
   *
   * @param addresses URLs, or host:port
   * @throws BadInputException when one is no address
   */
  static List<Serving> ask(List<String> addresses) throws InterruptedException {
    List<HttpRequest> requests =
        addresses.stream().map(address -> request(address, "/v1/index")).toList();
    List<Serving> answers = new ArrayList<>();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      for (int i = 0; i < requests.size(); i++) {
        answers.add(ask(client, addresses.get(i), requests.get(i)));
      }
    }
    return answers;
  }

  /**
   * A GET request to an instance, with the token of the environment.
   *
   * @param address a URL, or host:port
   * @throws BadInputException when it is no address
   */
  static HttpRequest request(String address, String path) {
    String url = address.contains("://") ? address : "http://" + address;
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(url.replaceFirst("/+$", "") + path)).timeout(PATIENCE);
      String token = System.getenv(TOKEN_VARIABLE);
      if (token != null) {
        request.header("Authorization", "Bearer " + token.strip());
      }
      return request.build();
    } catch (IllegalArgumentException e) {
      throw new BadInputException(
          "'%s' is no address of an instance; write host:port.".formatted(address), e);
    }
  }

  private static Serving ask(HttpClient client, String address, HttpRequest request)
      throws InterruptedException {
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        return new Serving(address, null, "it answers with status " + response.statusCode());
      }
      JsonNode serving = MAPPER.readTree(response.body()).path("serving");
      return new Serving(address, serving.isTextual() ? serving.asText() : null, null);
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return new Serving(address, null, "it does not answer: " + reason);
    }
  }
}
