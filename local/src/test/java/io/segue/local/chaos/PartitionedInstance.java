package io.segue.local.chaos;

import io.segue.local.ApiClient;
import io.segue.local.EmbeddedBroker;
import io.segue.local.Playground;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One of three instances loses its way to the broker, and the others their way to it, for longer
 * than the group waits for a member; callers reach it all the time. It is a partition made of
 * proxies that keep bytes back.
 */
final class PartitionedInstance implements Scenario {

  private static final Duration CUT_OFF = Duration.ofSeconds(15);
  private static final Duration BETWEEN = Duration.ofSeconds(20);

  /** Who asks the instance that is cut off may be told that it cannot answer. */
  private static final double AVAILABILITY_MIN = 0.9;

  private static final Duration ANSWER_MAX = Duration.ofSeconds(12);

  @Override
  public Outcome run(Settings settings) throws Exception {
    try (StallingProxy toBroker = StallingProxy.open();
        StallingProxy toInstance = StallingProxy.open()) {
      int port = EmbeddedBroker.freePort();
      int controllerPort = EmbeddedBroker.freePort();
      int proxied = EmbeddedBroker.freePort();
      Map<String, String> listeners =
          Map.of(
              "listeners",
              "PLAINTEXT://127.0.0.1:%d,PROXIED://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                  .formatted(port, proxied, controllerPort),
              "advertised.listeners",
              "PLAINTEXT://127.0.0.1:%d,PROXIED://127.0.0.1:%d".formatted(port, toBroker.port()),
              "listener.security.protocol.map",
              "PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT",
              "inter.broker.listener.name",
              "PLAINTEXT",
              "controller.quorum.voters",
              "0@127.0.0.1:" + controllerPort);
      toBroker.leadTo(proxied);
      try (BrokerCluster broker = BrokerCluster.startOne(settings.folder(), port, listeners);
          Playground playground = Playground.on(settings.folder(), broker.bootstrapServers())) {
        return run(settings, playground, toBroker, toInstance);
      }
    }
  }

  private static Outcome run(
      Settings settings, Playground playground, StallingProxy toBroker, StallingProxy toInstance)
      throws Exception {
    List<String> tracks = Stage.train(settings, playground);
    int port = EmbeddedBroker.freePort();
    toInstance.leadTo(port);
    List<Fleet.Place> places =
        new ArrayList<>(
            List.of(
                new Fleet.Place(
                    "127.0.0.1:" + port,
                    "127.0.0.1:" + toBroker.port(),
                    List.of("--advertise=127.0.0.1:" + toInstance.port()))));
    for (int i = 0; i < 2; i++) {
      places.add(
          new Fleet.Place(
              "127.0.0.1:" + EmbeddedBroker.freePort(), playground.bootstrapServers(), List.of()));
    }
    Fleet fleet = Fleet.start(playground, places);
    try (Stage stage = Stage.open(settings, playground, fleet, tracks)) {
      stage.playOn(Duration.ofSeconds(5));
      long deadline = System.nanoTime() + settings.length().toNanos();
      int cuts = 0;
      Duration slowestWrite = Duration.ZERO;
      int written = 0;
      while (System.nanoTime() < deadline) {
        settings.say("cutting instance 0 off; so far: %d answered", stage.tally.answered());
        toBroker.stall(true);
        toInstance.stall(true);
        String event = "cut " + cuts++;
        long began = System.nanoTime();
        boolean confirmed = write(fleet.client(0), event);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        slowestWrite = took.compareTo(slowestWrite) > 0 ? took : slowestWrite;
        stage.playOn(CUT_OFF.minus(took.compareTo(CUT_OFF) < 0 ? took : CUT_OFF));
        toBroker.stall(false);
        toInstance.stall(false);
        if (confirmed || write(fleet.client(1), event)) {
          written++;
        }
        stage.playOn(BETWEEN);
        if (!fleet.process(0).isAlive()) {
          settings.say("instance 0 has ended, as it may; starting it again");
          fleet.restart(0);
          fleet.awaitReady(0);
        }
      }
      int expected = written;
      ApiClient.Answer own =
          fleet
              .client(1)
              .await(
                  "/v1/playlists/cut",
                  answer -> answer.body().path("trackCount").asInt() == expected);
      return stage
          .settle(AVAILABILITY_MIN)
          .promise(stage.tally.unclear() == 0, "who gets no answer gets a 503")
          .figure("cuts", cuts)
          .figure("slowestWriteMs", slowestWrite.toMillis())
          .figure("writtenTwiceAndKeptOnce", own.body().path("trackCount").asInt())
          .promise(written == cuts, "what was refused can be written elsewhere")
          .promise(slowestWrite.compareTo(ANSWER_MAX) < 0, "writers are answered within 12 s");
    }
  }

  /** The same event id each time, so that it counts once however often it arrives. */
  private static boolean write(ApiClient client, String event) throws Exception {
    return client
            .post(
                "/v1/playlists/cut/events",
                "{\"trackId\": \"%s\", \"action\": \"ADD\", \"eventId\": \"%s\"}"
                    .formatted(event, event))
            .status()
        == 202;
  }
}
