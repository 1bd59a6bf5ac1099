package io.segue.app.canary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.schemas.ActiveIndex;
import io.segue.schemas.BadInputException;
import io.segue.schemas.Canary;
import io.segue.schemas.ConnectionOptions;
import io.segue.schemas.activation.ActiveIndexRegister;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code segue canary status}: which trial is on, and what has been seen of it. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Say which trial is on, or how the last change of the active version came about.",
      "With --instance also what has been seen of it; the environment variable SEGUE_TOKEN holds the",
      "token of instances that want one."
    },
    footer = {"", "Example:", "  scripts/segue canary status --instance=127.0.0.1:8080"})
final class CanaryStatusCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--instance",
      paramLabel = "HOST:PORT",
      description = "Any instance of 'segue serve', or its URL.")
  private @Nullable String instance;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    ObjectMapper mapper = new ObjectMapper();
    ActiveIndex active =
        ActiveIndexRegister.read(connection.connection())
            .active()
            .orElseThrow(() -> new BadInputException("No index version is active."));
    JsonNode seen = instance == null ? null : seen(mapper, instance);
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (json) {
      ObjectNode root = TrialJson.of(mapper, active);
      root.set("seen", seen);
      out.println(root.toPrettyString());
    } else {
      print(out, active, seen);
    }
    out.flush();
    return 0;
  }

  private static void print(PrintWriter out, ActiveIndex active, @Nullable JsonNode seen) {
    Canary canary = active.getCanary();
    if (canary == null) {
      out.printf(
          "No version is on trial; %s is active (%s).%n", active.getVersion(), active.getReason());
      return;
    }
    out.printf(
        "%s is on trial beside %s since %s, for a share of %s of the playlists, until %s at the"
            + " latest.%n",
        canary.getVersion(),
        active.getVersion(),
        canary.getStartedAt(),
        canary.getShare(),
        canary.getEndsAt());
    if (seen != null && seen.isObject()) {
      out.printf("%-10s %10s %10s%n", "", "playlists", "HR@" + canary.getK());
      side(out, active.getVersion(), seen.path("active"));
      side(out, canary.getVersion(), seen.path("other"));
      out.printf(
          "evidence that %s is better: %.3g, that it is worse: %.3g; %.3g is needed, and %,d"
              + " playlists%n",
          canary.getVersion(),
          seen.path("evidenceBetter").asDouble(),
          seen.path("evidenceWorse").asDouble(),
          seen.path("evidenceNeeded").asDouble(),
          canary.getPlaylistsMin());
    }
  }

  private static void side(PrintWriter out, String version, JsonNode side) {
    out.printf(
        "%-10s %,10d %10.4f%n",
        version, side.path("playlists").asLong(), side.path("hitRate").asDouble());
  }

  /** The trial in the instance's words; null when it sees none. */
  private static @Nullable JsonNode seen(ObjectMapper mapper, String address)
      throws InterruptedException {
    String url = (address.contains("://") ? address : "http://" + address) + "/v1/quality";
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE);
      String token = System.getenv("SEGUE_TOKEN");
      if (token != null) {
        request.header("Authorization", "Bearer " + token.strip());
      }
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new BadInputException(
            "The instance at %s answers with status %d; SEGUE_TOKEN must hold a token for reading, if it wants one."
                .formatted(address, response.statusCode()));
      }
      JsonNode trial = mapper.readTree(response.body()).path("trial");
      return trial.isObject() ? trial : null;
    } catch (IllegalArgumentException e) {
      throw new BadInputException(
          "'%s' is no address of an instance; write host:port.".formatted(address), e);
    } catch (IOException e) {
      throw new BadInputException(
          "The instance at %s does not answer: %s.".formatted(address, e), e);
    }
  }
}
