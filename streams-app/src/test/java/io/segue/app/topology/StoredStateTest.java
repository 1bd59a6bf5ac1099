package io.segue.app.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class StoredStateTest {

  @TempDir Path stores;
  private Path task;
  private Path other;

  @BeforeEach
  void storeOfTwoTasks() throws Exception {
    task = store("0_0");
    other = store("0_1");
  }

  @Test
  void aSoundStoreStays() throws IOException {
    assertThat(StoredState.discardDamaged(stores)).isEmpty();
    assertThat(task.resolve(".checkpoint")).exists();
  }

  @Test
  void noStoreAtAllIsSound() throws IOException {
    assertThat(StoredState.discardDamaged(stores.resolve("nothing"))).isEmpty();
  }

  @Test
  void aFlippedBitInATableCostsTheTask() throws IOException {
    Path table = fileOf(".sst");
    byte[] bytes = Files.readAllBytes(table);
    bytes[40] ^= 1;
    Files.write(table, bytes);

    assertOnlyTheTaskIsDiscarded();
  }

  @Test
  void aTruncatedTableCostsTheTask() throws IOException {
    Path table = fileOf(".sst");
    byte[] bytes = Files.readAllBytes(table);
    Files.write(table, Arrays.copyOf(bytes, bytes.length / 2));

    assertOnlyTheTaskIsDiscarded();
  }

  @Test
  void aMissingTableCostsTheTask() throws IOException {
    Files.delete(fileOf(".sst"));

    assertOnlyTheTaskIsDiscarded();
  }

  @Test
  void aTornManifestCostsTheTask() throws IOException {
    Path manifest = fileOf("MANIFEST");
    Files.write(manifest, "torn".getBytes(StandardCharsets.UTF_8));

    assertOnlyTheTaskIsDiscarded();
  }

  @Test
  void aStoreThatRocksDbWouldBeginAnewCostsTheTask() throws IOException {
    Files.delete(fileOf("CURRENT"));

    assertOnlyTheTaskIsDiscarded();
  }

  @Test
  void aTornCheckpointCostsTheTask() throws IOException {
    Files.writeString(task.resolve(".checkpoint"), "0\n1\nsegue-playlists-chang");

    assertOnlyTheTaskIsDiscarded();
  }

  @Test
  void positionsWithoutAStoreCostTheTask() throws IOException {
    Utils.delete(task.resolve("rocksdb").toFile());

    assertOnlyTheTaskIsDiscarded();
  }

  private void assertOnlyTheTaskIsDiscarded() throws IOException {
    assertThat(StoredState.discardDamaged(stores)).isEqualTo(List.of(task));
    assertThat(task).doesNotExist();
    assertThat(other.resolve(".checkpoint")).exists();
    assertThat(StoredState.discardDamaged(stores)).isEmpty();
  }

  private Path fileOf(String name) throws IOException {
    try (Stream<Path> files = Files.list(task.resolve("rocksdb/playlists"))) {
      return files
          .filter(file -> file.getFileName().toString().contains(name))
          .findFirst()
          .orElseThrow();
    }
  }

  private Path store(String name) throws IOException, RocksDBException {
    Path folder = stores.resolve("segue").resolve(name);
    Path files = Files.createDirectories(folder.resolve("rocksdb/playlists"));
    RocksDB.loadLibrary();
    try (Options options = new Options().setCreateIfMissing(true);
        RocksDB store = RocksDB.open(options, files.toString());
        FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
      for (int i = 0; i < 1_000; i++) {
        store.put(("playlist-" + i).getBytes(StandardCharsets.UTF_8), new byte[100]);
      }
      store.flush(flush);
    }
    Files.writeString(folder.resolve(".checkpoint"), "0\n1\nsegue-playlists-changelog 0 17\n");
    return folder;
  }
}
