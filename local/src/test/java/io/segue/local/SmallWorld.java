package io.segue.local;

import io.segue.recommender.Model;
import io.segue.schemas.Connection;
import io.segue.schemas.IndexManifest;
import io.segue.trainer.cli.TrainCommand;
import io.segue.trainer.importing.ImportCommand;
import io.segue.trainer.publishing.IndexPublisher;
import io.segue.trainer.publishing.PublishedModel;
import io.segue.trainer.publishing.VersionDescription;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A broker in this process with a few hundred invented playlists, and index versions of them. */
final class SmallWorld implements AutoCloseable {

  private static final int PLAYLISTS = 300;

  private final Path folder;
  private final TestBroker broker;

  private SmallWorld(Path folder, TestBroker broker) {
    this.folder = folder;
    this.broker = broker;
  }

  /** Starts the broker and imports the playlists. */
  static SmallWorld start(Path folder) throws Exception {
    SmallWorld world = new SmallWorld(folder, TestBroker.start(folder));
    Path file = folder.resolve("playlists.csv");
    new PlaylistGenerator(1).writeCsv(file, PLAYLISTS);
    world.run(new ImportCommand(), file.toString());
    return world;
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Trains with next to no search, and publishes what comes of it. */
  void train() throws Exception {
    Path search = SmallSearch.writeTo(folder);
    run(
        new TrainCommand(),
        "--search=" + search,
        "--ranking-time=1s",
        "--reports-dir=" + folder.resolve("reports"),
        "--force");
  }

  /** Publishes the active version once more, as the next one, without its ranking. */
  void publishAgain() throws Exception {
    try (IndexPublisher publisher =
        IndexPublisher.open(Connection.to(broker.bootstrapServers()), Clock.systemUTC())) {
      PublishedModel active = publisher.activeModel().orElseThrow();
      IndexManifest manifest = active.manifest();
      Model model = active.model();
      publisher.publish(
          model.withRanking(null),
          new VersionDescription(
              Map.of(), Map.of(), manifest.getDataset(), manifest.getCodeVersion()),
          true,
          version -> Map.of());
    }
  }

  /** Runs a command to its end, and returns what it printed. */
  String run(Object command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--bootstrap-servers=" + broker.bootstrapServers());
    return CommandRun.toTheEnd(command, all);
  }

  @Override
  public void close() {
    broker.close();
  }
}
