package io.segue.local.chaos;

import io.segue.local.ApiClient;
import io.segue.local.EmbeddedBroker;
import io.segue.local.Playground;
import io.segue.local.SegueProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Instances that keep their addresses and folders when they are killed and started again. */
final class Fleet {

  private static final String READY = "Segue answers at (\\S+) as";
  private static final int STARTING = 5;

  /** How an instance reaches others, others reach it, and what else it is started with. */
  record Place(
      String address,
      String bootstrapServers,
      Map<String, String> environment,
      List<String> options) {

    Place(String address, String bootstrapServers, List<String> options) {
      this(address, bootstrapServers, Map.of(), options);
    }
  }

  private final Playground playground;
  private final List<Place> places;
  private final List<SegueProcess> processes = new ArrayList<>();

  private Fleet(Playground playground, List<Place> places) {
    this.playground = playground;
    this.places = places;
  }

  /** So many instances at free ports. */
  static Fleet start(Playground playground, int count, String... options) throws IOException {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      places.add(
          new Place(
              "127.0.0.1:" + EmbeddedBroker.freePort(),
              playground.bootstrapServers(),
              List.of(options)));
    }
    return start(playground, places);
  }

  /**
   * So many instances whose heaps have all their memory from the start, for otherwise a process
   * grows until its heap has touched the last of it.
   */
  static Fleet startWithWholeHeaps(Playground playground, int count) throws IOException {
    Map<String, String> wholeHeap = Map.of("JAVA_TOOL_OPTIONS", "-Xms512m -XX:+AlwaysPreTouch");
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      places.add(
          new Place(
              "127.0.0.1:" + EmbeddedBroker.freePort(),
              playground.bootstrapServers(),
              wholeHeap,
              List.of()));
    }
    return start(playground, places);
  }

  static Fleet start(Playground playground, List<Place> places) throws IOException {
    Fleet fleet = new Fleet(playground, places);
    for (int i = 0; i < places.size(); i++) {
      fleet.processes.add(fleet.startOne(i));
    }
    return fleet;
  }

  List<String> addresses() {
    return places.stream().map(Place::address).toList();
  }

  int size() {
    return places.size();
  }

  SegueProcess process(int number) {
    return processes.get(number);
  }

  ApiClient client(int number) {
    return new ApiClient(places.get(number).address());
  }

  void awaitReady(int number) throws IOException, InterruptedException {
    process(number).await(READY);
  }

  void awaitAllReady() throws IOException, InterruptedException {
    for (int i = 0; i < size(); i++) {
      awaitReady(i);
    }
  }

  void kill(int number) throws InterruptedException {
    process(number).kill();
  }

  /**
   * Starts an instance again that has ended, with its address and its folder. Elsewhere it would
   * have processors of its own to start with; here it stands back behind the others until it is
   * ready.
   */
  void restart(int number) throws IOException, InterruptedException {
    SegueProcess process = startOne(number);
    processes.set(number, process);
    process.standBack(STARTING);
    Thread.startVirtualThread(() -> comeForward(process));
  }

  private static void comeForward(SegueProcess process) {
    try {
      process.await(READY);
      process.standBack(0);
    } catch (IOException | AssertionError e) {
      // It has ended before it was ready: who waits for it is told so.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The instances whose processes run. */
  List<Integer> alive() {
    List<Integer> alive = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      if (process(i).isAlive()) {
        alive.add(i);
      }
    }
    return alive;
  }

  private SegueProcess startOne(int number) throws IOException {
    Place place = places.get(number);
    return playground.startInstance(
        "app" + number,
        place.bootstrapServers(),
        place.address(),
        place.environment(),
        place.options().toArray(String[]::new));
  }
}
