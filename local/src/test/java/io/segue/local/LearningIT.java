package io.segue.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What arrived a moment ago counts: through the real broker, the topology, and HTTP. */
class LearningIT {

  private static final String NEW = "Nobody|||Never heard before";

  @Test
  void newPlaylistsAndNewTracksCountAtOnceOnEveryInstance(@TempDir Path folder) throws Exception {
    try (Playground playground = Playground.open(folder)) {
      Path invented = playground.inventPlaylists(300);
      playground.run("import", invented.toString());
      playground.train();
      SegueProcess first = learning(playground, "first");
      SegueProcess second = learning(playground, "second");
      List<ApiClient> instances =
          List.of(Playground.awaitReady(first), Playground.awaitReady(second));
      ApiClient one = instances.get(0);
      List<String> known =
          Playground.playlistsOf(invented).values().iterator().next().stream()
              .distinct()
              .limit(2)
              .toList();

      add(one, "one event old", known.get(0));
      one.await(playlist("one event old"), answer -> answer.status() == 200);
      assertThat(recommended(one.recommend("one event old", 10)))
          .isEqualTo(asked(one, known.get(0)))
          .isNotEqualTo(asked(one, known.get(1)));

      for (String playlist : List.of("first to have it", "second to have it")) {
        add(one, playlist, known.get(0));
        add(one, playlist, NEW);
      }
      long from = System.nanoTime();
      for (ApiClient instance : instances) {
        instance.await(
            playlist("one event old") + "/recommendations?k=50",
            answer -> answer.status() == 200 && recommended(answer).contains(NEW));
        System.out.printf(
            "a track that no version knows is recommended %d ms after its second playlist%n",
            (System.nanoTime() - from) / 1_000_000);
      }
      assertThat(one.get("/v1/index").body().get("serving").asText()).isEqualTo("v1");
    }
  }

  private static SegueProcess learning(Playground playground, String name) throws Exception {
    return playground.startInstance(
        name, playground.bootstrapServers(), "127.0.0.1:0", Map.of(), "--learning-steps=3");
  }

  private static String playlist(String id) {
    return "/v1/playlists/" + ApiClient.encode(id);
  }

  private static void add(ApiClient instance, String playlist, String track) throws Exception {
    ApiClient.Answer answer =
        instance.post(
            playlist(playlist) + "/events",
            "{\"trackId\": \"%s\", \"action\": \"ADD\"}".formatted(track));
    assertThat(answer.status()).isBetween(200, 299);
  }

  private static List<String> asked(ApiClient instance, String track) throws Exception {
    return recommended(
        instance.post("/v1/recommendations", "{\"tracks\": [\"%s\"], \"k\": 10}".formatted(track)));
  }

  private static List<String> recommended(ApiClient.Answer answer) {
    return ApiClient.recommended(answer).tracks();
  }
}
