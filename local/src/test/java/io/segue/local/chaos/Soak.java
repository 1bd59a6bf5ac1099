package io.segue.local.chaos;

import io.segue.local.Playground;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Nothing goes wrong, for long: what the processes take must not grow. */
final class Soak implements Scenario {

  private static final Duration BETWEEN = Duration.ofSeconds(30);
  private static final double AVAILABILITY_MIN = 0.999;

  /** Samples of the first fifth are of a process that still warms up. */
  private static final double WARM_UP = 0.2;

  private static final double GROWTH_MAX = 1.1;

  @Override
  public Outcome run(Settings settings) throws Exception {
    try (Playground playground = Playground.open(settings.folder())) {
      List<String> tracks = Stage.train(settings, playground);
      Fleet fleet = Fleet.start(playground, 2);
      try (Stage stage = Stage.open(settings, playground, fleet, tracks)) {
        List<Vitality> samples = new ArrayList<>();
        long deadline = System.nanoTime() + settings.length().toNanos();
        while (System.nanoTime() < deadline) {
          stage.playOn(BETWEEN);
          samples.add(Vitality.of(fleet.process(0).pid()));
          settings.say("%s; %d answered", samples.getLast(), stage.tally.answered());
        }
        Vitality warm = samples.get((int) (samples.size() * WARM_UP));
        Vitality last = samples.getLast();
        return stage
            .settle(AVAILABILITY_MIN)
            .figure("processWarm", warm)
            .figure("processAtLast", last)
            .promise(
                last.residentMegabytes() <= warm.residentMegabytes() * GROWTH_MAX,
                "memory is flat, within a tenth")
            .promise(last.files() <= warm.files() * GROWTH_MAX, "files are flat, within a tenth")
            .promise(
                last.threads() <= warm.threads() * GROWTH_MAX, "threads are flat, within a tenth");
      }
    }
  }
}
