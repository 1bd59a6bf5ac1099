package io.segue.local.chaos;

import io.segue.local.EmbeddedBroker;
import io.segue.local.Playground;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The wall clock of one of two instances jumps an hour ahead, back, an hour behind, and back again,
 * over and over; then the instance is killed while its clock is wrong, and started with the right
 * one. Clocks jump through libfaketime (Debian: faketime), which comes between a process and the
 * system's clock; the monotonic clock is left alone, as a real jump leaves it.
 */
final class JumpingClock implements Scenario {

  private static final Duration BETWEEN = Duration.ofSeconds(15);
  private static final double AVAILABILITY_MIN = 0.99;
  private static final String RIGHT = "+0";
  private static final List<String> OFFSETS = List.of("+3600", RIGHT, "-3600", RIGHT);

  @Override
  public Outcome run(Settings settings) throws Exception {
    Optional<Path> library = library();
    if (library.isEmpty()) {
      settings.say("there is no libfaketime; on Debian: apt-get install faketime");
      return new Outcome().figure("skipped", "no clock can be moved without libfaketime");
    }
    Path offset = Files.writeString(settings.folder().resolve("clock"), RIGHT);
    Map<String, String> moved =
        Map.of(
            "LD_PRELOAD",
            library.get().toString(),
            "FAKETIME_TIMESTAMP_FILE",
            offset.toString(),
            "FAKETIME_CACHE_DURATION",
            "1",
            "FAKETIME_DONT_FAKE_MONOTONIC",
            "1");
    try (Playground playground = Playground.open(settings.folder())) {
      List<String> tracks = Stage.train(settings, playground);
      Fleet fleet =
          Fleet.start(
              playground,
              List.of(
                  new Fleet.Place(address(), playground.bootstrapServers(), moved, List.of()),
                  new Fleet.Place(address(), playground.bootstrapServers(), List.of())));
      try (Stage stage = Stage.open(settings, playground, fleet, tracks)) {
        stage.playOn(Duration.ofSeconds(5));
        int jumps = jump(settings, stage, offset);
        int ended = fleet.alive().size() < fleet.size() ? 1 : 0;
        settings.say("killing instance 0 an hour ahead, and starting it with the right clock");
        Files.writeString(offset, "+3600");
        stage.playOn(BETWEEN);
        fleet.kill(0);
        Files.writeString(offset, RIGHT);
        fleet.restart(0);
        fleet.awaitReady(0);
        stage.playOn(BETWEEN);
        return stage.settle(AVAILABILITY_MIN).figure("jumps", jumps).figure("ended", ended);
      }
    }
  }

  private static int jump(Settings settings, Stage stage, Path offset)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + settings.length().toNanos();
    int jumps = 0;
    while (System.nanoTime() < deadline) {
      String to = OFFSETS.get(jumps++ % OFFSETS.size());
      settings.say("instance 0: %s s; so far: %d answered", to, stage.tally.answered());
      Files.writeString(offset, to);
      stage.playOn(BETWEEN);
    }
    Files.writeString(offset, RIGHT);
    return jumps;
  }

  private static String address() {
    return "127.0.0.1:" + EmbeddedBroker.freePort();
  }

  private static Optional<Path> library() throws IOException {
    Path libraries = Path.of("/usr/lib");
    if (!Files.isDirectory(libraries)) {
      return Optional.empty();
    }
    try (Stream<Path> files =
        Files.find(
            libraries, 3, (path, attributes) -> path.endsWith("faketime/libfaketime.so.1"))) {
      return files.findFirst();
    }
  }
}
