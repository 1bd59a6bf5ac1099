package io.segue.local.chaos;

import io.segue.local.Playground;
import io.segue.local.SegueProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The disk under an instance's state is none, becomes full, becomes read-only: the instance must
 * say so and end, or go on; the others must answer meanwhile; and it must start cleanly afterwards.
 * The disk is a small file system in memory, for which the scenario must be allowed to mount one.
 */
final class DiskTrouble implements Scenario {

  private static final Duration PATIENCE = Duration.ofSeconds(45);
  private static final double AVAILABILITY_MIN = 0.999;
  private static final int BAD_INPUT = 2;
  private static final int FAILED = 1;

  /** The number of the instance whose disk it is. */
  private static final int TROUBLED = 0;

  @Override
  public Outcome run(Settings settings) throws Exception {
    try (Playground playground = Playground.open(settings.folder())) {
      List<String> tracks = Stage.train(settings, playground);
      Outcome outcome = new Outcome();
      withoutFolder(playground, outcome);
      Path disk = Files.createDirectories(playground.stateOf("app0"));
      if (!ran("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk.toString())) {
        settings.say("no file system can be mounted here, so there is no disk to fill");
        return outcome.figure("skipped", "a disk that is full or read-only: mount is not allowed");
      }
      try {
        return withDisk(settings, playground, tracks, disk, outcome);
      } finally {
        ran("umount", "-l", disk.toString());
      }
    }
  }

  private static void withoutFolder(Playground playground, Outcome outcome) throws Exception {
    SegueProcess instance =
        playground.start("serve", "--listen=127.0.0.1:0", "--state-dir=/proc/segue");
    int exitCode = instance.awaitExit();
    outcome
        .figure("withoutFolder", instance.lastLine())
        .promise(
            exitCode == BAD_INPUT && instance.output().contains("--state-dir"),
            "a folder that cannot be used is refused with a sentence");
  }

  private static Outcome withDisk(
      Settings settings, Playground playground, List<String> tracks, Path disk, Outcome outcome)
      throws Exception {
    Fleet fleet = Fleet.start(playground, 2);
    try (Stage stage = Stage.open(settings, playground, fleet, tracks)) {
      stage.playOn(Duration.ofSeconds(5));
      settings.say("filling the disk of instance 0");
      Path filler = disk.resolve("filler");
      fill(filler);
      String full = endsOrServes(fleet, outcome, "becomes full");
      settings.say("starting instance 0 while its disk is full");
      startAgain(fleet);
      String stillFull = endsOrServes(fleet, outcome, "is full at the start");
      Files.delete(filler);
      startAgain(fleet);
      fleet.awaitReady(TROUBLED);
      stage.playOn(Duration.ofSeconds(15));
      settings.say("starting instance 0 while its disk is read-only");
      fleet.kill(TROUBLED);
      outcome.promise(
          ran("mount", "-o", "remount,ro", disk.toString()), "a disk becomes read-only");
      fleet.restart(TROUBLED);
      String readOnly = endsOrServes(fleet, outcome, "is read-only at the start");
      ran("mount", "-o", "remount,rw", disk.toString());
      startAgain(fleet);
      fleet.awaitReady(TROUBLED);
      stage.playOn(Duration.ofSeconds(5));
      Outcome settled = stage.settle(AVAILABILITY_MIN);
      outcome.figures(settled.report());
      settled.broken().forEach(promise -> outcome.promise(false, promise));
      return outcome
          .figure("whenFull", full)
          .figure("startedWhenFull", stillFull)
          .figure("startedWhenReadOnly", readOnly);
    }
  }

  /** An instance that could do without the disk is killed, for a start is to follow in any case. */
  private static void startAgain(Fleet fleet) throws Exception {
    fleet.kill(TROUBLED);
    fleet.restart(TROUBLED);
  }

  /** Waits until the instance has ended, which it must say; one that lives on must be ready. */
  private static String endsOrServes(Fleet fleet, Outcome outcome, String disk) throws Exception {
    SegueProcess instance = fleet.process(TROUBLED);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (instance.isAlive() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
    if (instance.isAlive()) {
      int status = fleet.client(TROUBLED).get("/readyz").status();
      outcome.promise(
          status == 200, "an instance that lives on when its disk " + disk + " is ready");
      return "lives on, /readyz says " + status;
    }
    int exitCode = instance.awaitExit();
    outcome.promise(
        exitCode == FAILED || exitCode == BAD_INPUT,
        "an instance ends with 1 or 2 when its disk " + disk);
    return exitCode + ": " + instance.lastLine();
  }

  private static void fill(Path file) throws IOException {
    byte[] block = new byte[64 * 1024];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      if (!Files.exists(file)) {
        throw e;
      }
    }
  }

  private static boolean ran(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).start().waitFor() == 0;
  }
}
