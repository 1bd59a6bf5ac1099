package io.segue.local.chaos;

import io.segue.local.Playground;
import io.segue.local.SegueProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One of three brokers is killed, every topic having three replicas; each in turn. */
final class KilledBrokers implements Scenario {

  private static final Duration DOWN = Duration.ofSeconds(15);
  private static final Duration BETWEEN = Duration.ofSeconds(30);
  private static final double AVAILABILITY_MIN = 0.999;

  @Override
  public Outcome run(Settings settings) throws Exception {
    try (BrokerCluster brokers = BrokerCluster.start(settings.folder(), 3, Map.of());
        Playground playground = Playground.on(settings.folder(), brokers.bootstrapServers())) {
      List<String> tracks = Stage.train(settings, playground, "--replication-factor=3");
      Fleet fleet = Fleet.start(playground, 2, "--replication-factor=3");
      try (Stage stage = Stage.open(settings, playground, fleet, tracks)) {
        stage.playOn(Duration.ofSeconds(5));
        long deadline = System.nanoTime() + settings.length().toNanos();
        int kills = 0;
        int restarts = 0;
        while (System.nanoTime() < deadline) {
          int victim = kills++ % brokers.size();
          settings.say("killing broker %d; so far: %d answered", victim, stage.tally.answered());
          stage.tally.fault();
          brokers.kill(victim);
          stage.playOn(DOWN);
          brokers.restart(victim);
          stage.playOn(BETWEEN);
          brokers.awaitAll();
          restarts += startAgain(settings, fleet);
        }
        return stage
            .settle(AVAILABILITY_MIN)
            .figure("kills", kills)
            .figure("instancesStartedAgain", restarts)
            .figure("longestPauseMs", stage.longestPause().toMillis());
      }
    }
  }

  /** As whoever runs instances does when one has ended. */
  private static int startAgain(Settings settings, Fleet fleet) throws Exception {
    int restarts = 0;
    for (int i = 0; i < fleet.size(); i++) {
      SegueProcess instance = fleet.process(i);
      if (!instance.isAlive()) {
        settings.say("instance %d has ended: %s", i, instance.lastLine());
        fleet.restart(i);
        restarts++;
      }
    }
    return restarts;
  }
}
