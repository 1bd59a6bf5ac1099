package io.segue.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search by workers as processes of their own, against the same search in one process. */
class DistributedSearchIT {

  private static final String SEARCH =
      """
      algorithm: [cbow, skip-gram]
      vector_size: 16
      window: {min: 2, max: 10}
      min_count: [1, 2, 3]
      epochs: 5
      learning_rate: {min: 0.005, max: 0.1, scale: log}
      query: {last_tracks: [1, 5], decay: 0.7}
      search: {method: random, trials: 6, seed: 5}
      """;

  private static final int TRIALS = 6;

  private static final String STARTED = "trial (\\d+) of search \\S+: started";

  @TempDir Path folder;

  @Test
  void threeWorkersOfWhichOneIsKilledFindWhatOneProcessFinds() throws Exception {
    try (Playground playground = Playground.open(folder)) {
      playground.run("import", playground.inventPlaylists(300).toString());
      Path search = Files.writeString(folder.resolve("six.yaml"), SEARCH);

      List<SegueProcess> workers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        workers.add(playground.startWorker());
      }
      for (SegueProcess worker : workers) {
        worker.await("worker (\\S+) is ready");
      }
      Path distributed = folder.resolve("distributed.json");
      String killed;
      try (SegueProcess coordinator =
          playground.start(
              "train",
              "--distributed",
              "--search=" + search,
              "--no-ranking",
              "--json=" + distributed,
              "--reports-dir=" + folder.resolve("reports"),
              "--force",
              "--seed=7")) {
        SegueProcess busy = SegueProcess.awaitFirst(workers, STARTED);
        busy.kill();
        killed = busy.await(STARTED);
        workers.remove(busy);
        assertThat(coordinator.awaitExit()).as(coordinator.output()).isZero();
      }

      Path alone = folder.resolve("alone.json");
      playground.run(
          "train",
          "--threads=1",
          "--search=" + search,
          "--no-ranking",
          "--json=" + alone,
          "--reports-dir=" + folder.resolve("reports"),
          "--force",
          "--seed=7");

      JsonNode byWorkers = new ObjectMapper().readTree(distributed.toFile());
      JsonNode byOne = new ObjectMapper().readTree(alone.toFile());
      System.out.printf(
          "6 trials: one process found trial %s, hr@100 %s; 3 workers, one killed in trial %s,"
              + " found trial %s, hr@100 %s%n",
          byOne.get("best").get("number"),
          byOne.get("best").get("hr@100"),
          killed,
          byWorkers.get("best").get("number"),
          byWorkers.get("best").get("hr@100"));
      assertThat(byWorkers.get("trials")).hasSize(TRIALS);
      for (int i = 0; i < TRIALS; i++) {
        JsonNode one = byOne.get("trials").get(i);
        JsonNode other = byWorkers.get("trials").get(i);
        assertThat(other.get("parameters")).isEqualTo(one.get("parameters"));
        assertThat(other.get("mrr@100")).as("trial %d", i + 1).isEqualTo(one.get("mrr@100"));
        assertThat(other.get("query")).isEqualTo(one.get("query"));
      }
      assertThat(byWorkers.get("best").get("number")).isEqualTo(byOne.get("best").get("number"));
      assertThat(byWorkers.get("metrics").get("test.mrr@100"))
          .isEqualTo(byOne.get("metrics").get("test.mrr@100"));
      String again = workers.get(0).output() + workers.get(1).output();
      assertThat(again).contains("trial " + killed + " of search");
      assertThat(again).contains("started, delivery 2");
    }
  }
}
