package io.segue.local.chaos;

import io.segue.local.ApiClient;
import io.segue.local.Playground;
import java.io.IOException;
import java.util.List;

/**
 * Sends fuzzed requests and writes fuzzed records, so many of each, in rounds; after each round
 * good input must be served by the same process.
 */
final class Fuzz implements Scenario {

  private static final int ROUNDS = 10;
  private static final String PLAYLIST = "a good one";

  private final int count;

  /**
   * @param count how many requests, and how many records
   */
  Fuzz(int count) {
    this.count = count;
  }

  @Override
  public Outcome run(Settings settings) throws Exception {
    try (Playground playground = Playground.open(settings.folder())) {
      List<String> tracks = Stage.train(settings, playground);
      Fleet fleet = Fleet.start(playground, 1);
      fleet.awaitAllReady();
      return run(settings, playground, fleet, tracks);
    }
  }

  private Outcome run(Settings settings, Playground playground, Fleet fleet, List<String> tracks)
      throws Exception {
    ApiClient client = fleet.client(0);
    String address = client.address();
    HttpFuzz requests = new HttpFuzz(address);
    Outcome outcome = new Outcome();
    long pid = fleet.process(0).pid();
    try (RecordFuzz records = new RecordFuzz(playground.bootstrapServers(), settings.seed())) {
      for (int round = 0; round < ROUNDS; round++) {
        requests.send(count / ROUNDS, settings.seed() * ROUNDS + round);
        records.write(count / ROUNDS);
        if (round == ROUNDS / 2) {
          records.writeLarge();
        }
        settings.say("round %d: %s, %s", round + 1, requests.statuses(), Vitality.of(pid));
        addOne(client, tracks.get(round), round + 1);
      }
      outcome
          .figure("records", records.written())
          .figure("recordsRefusedByBroker", records.refused());
    }
    settings.say("publishing a good version after all that");
    playground.train();
    String serving =
        client
            .await("/v1/index", answer -> !answer.body().path("serving").asText().equals("v1"))
            .body()
            .path("serving")
            .asText();
    addOne(client, tracks.get(ROUNDS), ROUNDS + 1);
    return outcome
        .figure("statuses", requests.statuses())
        .figure("serverErrors", requests.serverErrors().stream().limit(5).toList())
        .figure("deadLetters", Vitality.metric(address, "segue_dead_letters_total"))
        .figure("unreadableTracks", Vitality.metric(address, "segue_tracks_unreadable_total"))
        .figure("indexFaults", Vitality.metric(address, "segue_index_faults_total"))
        .figure("servedAfterwards", serving)
        .figure("process", Vitality.of(pid))
        .promise(fleet.process(0).isAlive(), "the instance lives")
        .promise(requests.serverErrors().isEmpty(), "no 5xx other than 503");
  }

  /** A good event must arrive in its playlist, and the playlist must get recommendations. */
  private static void addOne(ApiClient client, String track, int expected)
      throws IOException, InterruptedException {
    String path = "/v1/playlists/" + ApiClient.encode(PLAYLIST);
    ApiClient.Answer added =
        client.post(
            path + "/events", "{\"trackId\": \"%s\", \"action\": \"ADD\"}".formatted(track));
    if (added.status() != 202) {
      throw new AssertionError("a good event was refused: " + added);
    }
    client.await(
        path,
        answer -> answer.status() == 200 && answer.body().path("trackCount").asInt() == expected);
    ApiClient.Answer recommended = client.recommend(PLAYLIST, 5);
    if (recommended.status() != 200) {
      throw new AssertionError("a good query was refused: " + recommended);
    }
  }
}
