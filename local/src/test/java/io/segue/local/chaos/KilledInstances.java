package io.segue.local.chaos;

import io.segue.local.Playground;
import java.time.Duration;
import java.util.List;

/** Each of three instances is killed in turn, without a last word, and started again at once. */
final class KilledInstances implements Scenario {

  private static final int COUNT = 3;
  private static final Duration SETTLING = Duration.ofSeconds(30);
  private static final Duration BETWEEN = Duration.ofSeconds(20);
  private static final double AVAILABILITY_MIN = 0.999;

  @Override
  public Outcome run(Settings settings) throws Exception {
    try (Playground playground =
        settings.rehearsed()
            ? Playground.openForLong(settings.folder())
            : Playground.open(settings.folder())) {
      List<String> tracks = Stage.train(settings, playground);
      Fleet fleet = Fleet.start(playground, COUNT, "--standbys=" + (COUNT - 1), "--threads=1");
      try (Stage stage = Stage.open(settings, playground, fleet, tracks)) {
        stage.playOn(settings.rehearsed() ? SETTLING : SETTLING.dividedBy(6));
        long deadline = System.nanoTime() + settings.length().toNanos();
        int kills = 0;
        while (System.nanoTime() < deadline) {
          int victim = kills++ % fleet.size();
          settings.say("killing instance %d; so far: %d answered", victim, stage.tally.answered());
          stage.tally.fault();
          fleet.kill(victim);
          fleet.restart(victim);
          stage.playOn(BETWEEN);
        }
        fleet.awaitAllReady();
        return stage.settle(AVAILABILITY_MIN).figure("kills", kills);
      }
    }
  }
}
