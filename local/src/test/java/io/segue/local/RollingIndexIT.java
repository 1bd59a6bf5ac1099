package io.segue.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.local.ApiClient.Answer;
import io.segue.local.ApiClient.Recommended;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances as processes of their own, and index versions that come and go under load. */
class RollingIndexIT {

  private static final int QUERIES_MIN = Integer.getInteger("segue.it.queries", 4_000);
  private static final int QUERIERS = 4;
  private static final int K = 10;

  @TempDir Path folder;

  @Test
  void versionsRollInAndBackWithoutAFailedOrMixedAnswer() throws Exception {
    try (Playground playground = Playground.open(folder)) {
      Path file = playground.inventPlaylists(300);
      List<String> playlists = List.copyOf(Playground.playlistsOf(file).keySet());
      playground.run("import", file.toString());
      playground.train();
      SegueProcess first = playground.startInstance("first");
      SegueProcess second = playground.startInstance("second");
      List<ApiClient> instances =
          List.of(Playground.awaitReady(first), Playground.awaitReady(second));
      for (ApiClient instance : instances) {
        for (String playlist : playlists) {
          instance.await(
              "/v1/playlists/" + ApiClient.encode(playlist), answer -> answer.status() == 200);
        }
      }

      try (Load load = new Load(instances, playlists)) {
        load.awaitQueries(500);
        playground.train();
        awaitServing(instances, "v2");
        load.awaitQueries(load.queries() + 500);
        playground.run("rollback");
        awaitServing(instances, "v1");
        load.awaitQueries(Math.max(QUERIES_MIN, load.queries() + 500));

        System.out.printf(
            "%d queries through 2 instances during a roll-in and a rollback: %d failed, %d mixed;"
                + " versions %s, answered by %s%n",
            load.queries(), load.failed.size(), load.mixed.size(), load.versions, load.answeredBy);
        assertThat(load.failed).isEmpty();
        assertThat(load.mixed).isEmpty();
        assertThat(load.versions).containsExactly("v1", "v2");
        assertThat(load.answeredBy).as("both instances own playlists").hasSize(2);
      }
    }
  }

  private static void awaitServing(List<ApiClient> instances, String version) throws Exception {
    for (ApiClient instance : instances) {
      instance.await("/v1/index", answer -> version.equals(answer.body().path("serving").asText()));
    }
  }

  /** Queriers that go through all playlists by turns, each time through another instance. */
  private static final class Load implements AutoCloseable {

    final Queue<String> failed = new ConcurrentLinkedQueue<>();
    final Queue<String> mixed = new ConcurrentLinkedQueue<>();
    final Set<String> versions = Collections.synchronizedSet(new TreeSet<>());
    final Set<String> answeredBy = Collections.synchronizedSet(new TreeSet<>());

    private final Map<String, List<String>> expected = new ConcurrentHashMap<>();
    private final AtomicInteger queries = new AtomicInteger();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final List<Thread> queriers = new ArrayList<>();
    private final List<ApiClient> instances;
    private final List<String> playlists;

    Load(List<ApiClient> instances, List<String> playlists) {
      this.instances = instances;
      this.playlists = playlists;
      for (int i = 0; i < QUERIERS; i++) {
        queriers.add(Thread.ofVirtual().start(this::query));
      }
    }

    int queries() {
      return queries.get();
    }

    void awaitQueries(int count) throws InterruptedException {
      while (queries.get() < count && failed.size() < 100) {
        Thread.sleep(20);
      }
    }

    private void query() {
      while (!stopped.get()) {
        int query = queries.getAndIncrement();
        ApiClient instance = instances.get(query % instances.size());
        String playlist = playlists.get(query / instances.size() % playlists.size());
        try {
          check(playlist, instance.recommend(playlist, K));
        } catch (Exception e) {
          failed.add(e.toString());
        }
      }
    }

    /** The same version must give the same answer for a playlist, whoever is asked and when. */
    private void check(String playlist, Answer answer) {
      if (answer.status() != 200) {
        failed.add(answer.toString());
        return;
      }
      Recommended recommended = ApiClient.recommended(answer);
      versions.add(recommended.version());
      answeredBy.add(answer.body().get("instance").asText());
      List<String> before =
          expected.putIfAbsent(recommended.version() + " " + playlist, recommended.tracks());
      if (before != null && !before.equals(recommended.tracks())) {
        mixed.add("%s: %s, before %s".formatted(playlist, recommended, before));
      }
    }

    @Override
    public void close() throws InterruptedException {
      stopped.set(true);
      for (Thread querier : queriers) {
        querier.join();
      }
    }
  }
}
