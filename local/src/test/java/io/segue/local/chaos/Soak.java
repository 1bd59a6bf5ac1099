package io.segue.local.chaos;

import io.segue.local.Playground;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Nothing goes wrong, for long: what the processes take must not grow. */
final class Soak implements Scenario {

  private static final int INSTANCES = 2;
  private static final Duration BETWEEN = Duration.ofSeconds(30);
  private static final double AVAILABILITY_MIN = 0.999;

  /** Samples of the first fifth are of a process that still warms up. */
  private static final double WARM_UP = 0.2;

  /** Four of a first level are what makes RocksDB compact them into one; others wait meanwhile. */
  private static final int TABLES_PER_STORE_MAX = 6;

  @Override
  public Outcome run(Settings settings) throws Exception {
    try (Playground playground = Playground.open(settings.folder())) {
      List<String> tracks = Stage.train(settings, playground);
      Fleet fleet = Fleet.startWithWholeHeaps(playground, INSTANCES);
      try (Stage stage = Stage.open(settings, playground, fleet, tracks)) {
        List<Vitality> samples = new ArrayList<>();
        long deadline = System.nanoTime() + settings.length().toNanos();
        while (System.nanoTime() < deadline) {
          stage.playOn(BETWEEN);
          samples.add(Vitality.afterCollection(fleet.process(0).pid(), fleet.addresses().get(0)));
          settings.say("%s; %d answered", samples.getLast(), stage.tally.answered());
        }
        Vitality warm = samples.get((int) (samples.size() * WARM_UP));
        Vitality last = samples.getLast();
        return stage
            .settle(AVAILABILITY_MIN)
            .figure("processWarm", warm)
            .figure("processAtLast", last)
            .promise(last.needsNoMoreMemoryThan(warm), Vitality.MEMORY_IS_FLAT)
            .promise(
                last.tables() <= last.stores() * TABLES_PER_STORE_MAX,
                "compaction bounds the tables of the stores")
            .promise(
                last.files() <= warm.files() * Vitality.GROWTH_MAX,
                "files are flat, within a tenth")
            .promise(
                last.threads() <= warm.threads() * Vitality.GROWTH_MAX,
                "threads are flat, within a tenth");
      }
    }
  }
}
