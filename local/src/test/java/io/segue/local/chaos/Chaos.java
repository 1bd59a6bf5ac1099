package io.segue.local.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The scenarios' short forms, for tests. Each prints its seed and returns the broken promises. */
public final class Chaos {

  private static final int RATE = 30;

  private Chaos() {}

  /** So many fuzzed requests and so many fuzzed records. */
  public static List<String> fuzz(Path folder, long seed, int count) throws Exception {
    return run(new Fuzz(count), folder, seed);
  }

  /** One instance of three is killed under load. */
  public static List<String> killOnce(Path folder, long seed) throws Exception {
    return run(new KilledInstances(), folder, seed);
  }

  private static List<String> run(Scenario scenario, Path folder, long seed) throws Exception {
    Settings settings =
        new Settings(Duration.ofMillis(1), seed, folder, RATE, RATE, false, System.out);
    settings.say("seed %d", seed);
    Outcome outcome = scenario.run(settings);
    settings.say("%s", outcome.report());
    return outcome.broken();
  }
}
