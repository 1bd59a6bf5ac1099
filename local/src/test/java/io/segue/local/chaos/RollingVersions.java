package io.segue.local.chaos;

import io.segue.local.ApiClient;
import io.segue.local.CorruptVersion;
import io.segue.local.Playground;
import java.time.Duration;
import java.util.List;

/**
 * A new version every 30 seconds while queries run, every fifth one corrupt: those are published
 * and activated, and must never serve.
 */
final class RollingVersions implements Scenario {

  private static final Duration BETWEEN = Duration.ofSeconds(30);
  private static final int CORRUPT_EVERY = 5;

  /** As many versions as an instance holds: what serves, what was before, what is loaded. */
  private static final int IN_MEMORY = 3;

  private static final double AVAILABILITY_MIN = 1;

  @Override
  public Outcome run(Settings settings) throws Exception {
    try (Playground playground = Playground.open(settings.folder())) {
      List<String> tracks = Stage.train(settings, playground);
      Fleet fleet = Fleet.startWithWholeHeaps(playground, 2);
      try (Stage stage = Stage.open(settings, playground, fleet, tracks)) {
        long deadline = System.nanoTime() + settings.length().toNanos();
        Vitality first = vitality(fleet);
        int published = 0;
        int corrupt = 0;
        while (System.nanoTime() < deadline) {
          long began = System.nanoTime();
          published++;
          if (published % CORRUPT_EVERY == 0) {
            settings.say("publishing a corrupt version");
            CorruptVersion.publish(playground, "v" + (1 + published));
            corrupt++;
          } else {
            settings.say("publishing; so far: %d answered", stage.tally.answered());
            playground.train();
            awaitServing(fleet, "v" + (1 + published));
            if (published == IN_MEMORY) {
              first = vitality(fleet);
            }
          }
          Duration left = BETWEEN.minus(Duration.ofNanos(System.nanoTime() - began));
          stage.playOn(left.isNegative() ? Duration.ZERO : left);
        }
        Vitality last = vitality(fleet);
        Outcome outcome = stage.settle(AVAILABILITY_MIN);
        for (int version = CORRUPT_EVERY; version <= published; version += CORRUPT_EVERY) {
          outcome.promise(
              stage.tally.answeredBy("v" + (1 + version)) == 0, "a corrupt version never serves");
        }
        return outcome
            .figure("published", published)
            .figure("corrupt", corrupt)
            .figure("processAtFirst", first)
            .figure("processAtLast", last)
            .promise(last.needsNoMoreMemoryThan(first), Vitality.MEMORY_IS_FLAT);
      }
    }
  }

  private static Vitality vitality(Fleet fleet) throws Exception {
    return Vitality.afterCollection(fleet.process(0).pid(), fleet.addresses().get(0));
  }

  private static void awaitServing(Fleet fleet, String version) throws Exception {
    for (int i = 0; i < fleet.size(); i++) {
      ApiClient client = fleet.client(i);
      client.await("/v1/index", answer -> answer.body().path("serving").asText().equals(version));
    }
  }
}
