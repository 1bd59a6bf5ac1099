package io.segue.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.segue.app.SegueApp;
import io.segue.app.ServeSettings;
import io.segue.app.playlists.Address;
import io.segue.schemas.Connection;
import io.segue.trainer.cli.RollbackCommand;
import io.segue.trainer.cli.TrainCommand;
import io.segue.trainer.importing.ImportCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a key to trust, an instance serves what was signed with it, and nothing else. */
class SignedIndexIT {

  @TempDir Path folder;

  @Test
  void onlyVersionsOfTrustedPublishersAreServed() throws Exception {
    KeyPair trusted = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    KeyPair stranger = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    String ours = signing(pem("ours.pem", "PRIVATE KEY", trusted.getPrivate()));
    String theirs = signing(pem("theirs.pem", "PRIVATE KEY", stranger.getPrivate()));
    Path publicKey = pem("trusted.pem", "PUBLIC KEY", trusted.getPublic());
    try (TestBroker broker = TestBroker.start(folder)) {
      Path file = folder.resolve("playlists.csv");
      new PlaylistGenerator(1).writeCsv(file, 60);
      run(broker, "", new ImportCommand(), file.toString());
      train(broker, "");
      ServeSettings settings =
          ServeSettings.defaults(
                  new Connection(
                      broker.bootstrapServers(),
                      Map.of("segue.index.trusted.keys", publicKey.toString())))
              .withListen(new Address("127.0.0.1", 0))
              .withStateDir(folder.resolve("state"));
      try (SegueApp app = SegueApp.start(settings)) {
        ApiClient api = new ApiClient(app.address().toString());
        awaitFaulty(api, "v1", "not signed");
        assertThat(app.indexVersion()).isNull();

        train(broker, ours);
        app.awaitReady(Duration.ofMinutes(1));
        assertThat(app.indexVersion()).isEqualTo("v2");

        train(broker, theirs);
        awaitFaulty(api, "v3", "not by a key that this instance trusts");
        assertThat(app.indexVersion()).isEqualTo("v2");

        train(broker, ours);
        api.await("/v1/index", answer -> serves(answer, "v4"));
        run(broker, ours, new RollbackCommand()); // to v3, for v3 was active as Kafka has it
        api.await("/v1/index", answer -> serves(answer, "v4"));
      }
    }
  }

  private static boolean serves(ApiClient.Answer answer, String version) {
    return answer.body().path("serving").asText().equals(version);
  }

  private static void awaitFaulty(ApiClient api, String version, String reason) throws Exception {
    api.await(
        "/v1/index",
        answer -> {
          for (JsonNode one : answer.body().path("versions")) {
            if (one.path("version").asText().equals(version)) {
              return one.path("state").asText().equals("faulty")
                  && one.path("reason").asText().contains(reason);
            }
          }
          return false;
        });
  }

  private void train(TestBroker broker, String configLine) throws Exception {
    Path search = SmallSearch.writeTo(folder);
    run(
        broker,
        configLine,
        new TrainCommand(),
        "--search=" + search,
        "--reports-dir=" + folder.resolve("reports"),
        "--force");
  }

  private void run(TestBroker broker, String configLine, Object command, String... arguments)
      throws Exception {
    Path config = Files.writeString(folder.resolve("config"), configLine + "\n");
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--config=" + config);
    all.add("--bootstrap-servers=" + broker.bootstrapServers());
    CommandRun.toTheEnd(command, all);
  }

  private static String signing(Path key) {
    return "segue.index.signing.key=" + key;
  }

  private Path pem(String name, String kind, Key key) throws Exception {
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(kind, Base64.getMimeEncoder().encodeToString(key.getEncoded()), kind));
  }
}
