package io.segue.app.topology;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an earlier process left of the stores, checked before Kafka Streams opens it: what is torn
 * or corrupt is thrown away, and restored from Kafka, instead of being served or ending the process
 * at each start. Every block of every file is read once and compared with its checksum.
 *
 * <p>The folder of a task holds its stores in {@code rocksdb} and their positions in {@code
 * .checkpoint}; they are thrown away together, for one without the other is wrong.
 */
public final class StoredState {

  private static final Logger log = LoggerFactory.getLogger(StoredState.class);

  private static final String CHECKPOINT = ".checkpoint";
  private static final Pattern CHECKPOINT_TEXT =
      Pattern.compile("0\\n[0-9]+\\n(?:[^ \\n]+ [0-9]+ -?[0-9]+\\n)*");

  private StoredState() {}

  /**
   * Checks all stores and deletes those that are damaged.
   *
   * @param stores the folder that Kafka Streams is given; need not exist; no process may use it
   * @return the folders of tasks that were deleted
   * @throws IOException when a folder can neither be read nor deleted
   */
  public static List<Path> discardDamaged(Path stores) throws IOException {
    RocksDB.loadLibrary();
    List<Path> discarded = new ArrayList<>();
    for (Path application : foldersIn(stores)) {
      for (Path task : foldersIn(application)) {
        String damage = damageOfTask(task);
        if (damage != null) {
          log.warn(
              "The state in {} is damaged ({}); it is thrown away, and restored from Kafka",
              task,
              damage);
          Utils.delete(task.toFile());
          discarded.add(task);
        }
      }
    }
    return discarded;
  }

  private static List<Path> foldersIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static @Nullable String damageOfTask(Path task) throws IOException {
    Path checkpoint = task.resolve(CHECKPOINT);
    boolean hasPositions = Files.exists(checkpoint);
    if (hasPositions && !CHECKPOINT_TEXT.matcher(text(checkpoint)).matches()) {
      return "its checkpoint is not one";
    }
    List<Path> stores = foldersIn(task.resolve("rocksdb"));
    if (hasPositions && stores.isEmpty()) {
      return "it has positions and no store";
    }
    for (Path store : stores) {
      // Without that file RocksDB would begin an empty store, for which the positions are wrong.
      String damage =
          Files.exists(store.resolve("CURRENT"))
              ? damageOfStore(store.toString())
              : "the store lacks its file CURRENT";
      if (damage != null) {
        return damage;
      }
    }
    return null;
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  private static @Nullable String damageOfStore(String directory) {
    List<ColumnFamilyDescriptor> families = new ArrayList<>();
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try (Options plain = new Options();
        DBOptions options = new DBOptions().setParanoidChecks(true)) {
      for (byte[] name : RocksDB.listColumnFamilies(plain, directory)) {
        families.add(new ColumnFamilyDescriptor(name));
      }
      try (RocksDB store = RocksDB.openReadOnly(options, directory, families, handles)) {
        try {
          store.verifyChecksum();
          return null;
        } finally {
          handles.forEach(ColumnFamilyHandle::close);
        }
      }
    } catch (RocksDBException e) {
      return e.getMessage();
    }
  }
}
