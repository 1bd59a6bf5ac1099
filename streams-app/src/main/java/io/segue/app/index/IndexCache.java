package io.segue.app.index;

import io.segue.recommender.Model;
import io.segue.recommender.ModelFormat;
import io.segue.recommender.ModelFormatException;
import io.segue.schemas.ChunkReference;
import io.segue.schemas.IndexChunk;
import io.segue.schemas.IndexManifest;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bundles of index versions on disk, one file each, named like the version.
 *
 * <p>A file appears whole or not at all: chunks are written to a {@code .partial} file, which is
 * forced to disk and renamed once the digest of the whole is right; if it is not, the digests of
 * the chunks tell which one is to blame. The digest is verified again whenever a bundle is loaded
 * that was there before, for disks forget. Used by one thread.
 */
final class IndexCache {

  private static final Logger log = LoggerFactory.getLogger(IndexCache.class);

  private static final String PARTIAL = ".partial";
  private static final long DIGEST_SLICE_BYTES = 1L << 26;

  private final Path directory;
  private final IndexSource source;

  /**
   * @param directory where the files lie; made when it is not there
   * @param source where chunks are fetched from
   */
  IndexCache(Path directory, IndexSource source) {
    this.directory = directory;
    this.source = source;
  }

  /** Makes sure that the version's verified bundle is on disk; fetches it when it is not. */
  void ensure(IndexManifest manifest) throws IndexFaultException, IndexUnavailableException {
    ManifestCheck.requireSound(manifest);
    try {
      if (!isIntact(manifest)) {
        fetch(manifest);
      }
    } catch (IOException e) {
      throw diskTrouble(e);
    }
  }

  /**
   * Gives the version's model; fetches its bundle when that is not on disk, or damaged.
   *
   * <p>A bundle that is on disk is verified while it is read, which takes as long as reading it:
   * the model is given away only once its digest is right.
   */
  Model load(IndexManifest manifest) throws IndexFaultException, IndexUnavailableException {
    ManifestCheck.requireSound(manifest);
    try {
      if (isComplete(manifest)) {
        FutureTask<Model> reading = new FutureTask<>(() -> read(manifest));
        boolean intact;
        try (ExecutorService reader = Executors.newSingleThreadExecutor(IndexCache::readerThread)) {
          reader.execute(reading);
          intact = isIntact(manifest);
        }
        if (intact) {
          return outcome(reading);
        }
      }
      ensure(manifest);
      return read(manifest);
    } catch (IOException e) {
      throw diskTrouble(e);
    }
  }

  private static Thread readerThread(Runnable work) {
    return new Thread(work, "index-reader");
  }

  private static Model outcome(Future<Model> reading)
      throws IOException, IndexFaultException, IndexUnavailableException {
    if (reading.state() == Future.State.SUCCESS) {
      return reading.resultNow();
    }
    if (reading.state() != Future.State.FAILED) {
      throw new IndexUnavailableException("reading the bundle was interrupted");
    }
    Throwable fault = reading.exceptionNow();
    if (fault instanceof IndexFaultException known) {
      throw known;
    }
    if (fault instanceof IOException disk) {
      throw disk;
    }
    throw new IllegalStateException("the bundle cannot be read: " + fault, fault);
  }

  private Model read(IndexManifest manifest) throws IOException, IndexFaultException {
    try (Arena arena = Arena.ofConfined()) {
      Model model = ModelFormat.read(map(file(manifest.getVersion()), arena));
      ManifestCheck.requireTrue(manifest, model);
      return model;
    } catch (ModelFormatException e) {
      throw new IndexFaultException(
          "the bundle's digest is right and its content is not: " + e.getMessage(), e);
    }
  }

  /** Removes a version's file, if there is one. */
  void drop(String version) {
    try {
      Files.deleteIfExists(file(version));
    } catch (IOException e) {
      log.warn("The cached index {} cannot be removed: {}", version, e.toString());
    }
  }

  /** Removes the files of all versions but these, and what earlier processes left half done. */
  void retain(Set<String> versions) {
    List<Path> strangers = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      files
          .filter(file -> !versions.contains(file.getFileName().toString()))
          .forEach(strangers::add);
      for (Path stranger : strangers) {
        Files.delete(stranger);
        log.info("Removed {} from the index cache: no such version is published", stranger);
      }
    } catch (NoSuchFileException e) {
      log.debug("There is no index cache at {} yet", directory);
    } catch (IOException e) {
      log.warn("The index cache cannot be tidied: {}", e.toString());
    }
  }

  private boolean isComplete(IndexManifest manifest) throws IOException {
    Path file = file(manifest.getVersion());
    return Files.exists(file) && Files.size(file) == manifest.getSizeBytes();
  }

  private boolean isIntact(IndexManifest manifest) throws IOException {
    Path file = file(manifest.getVersion());
    if (!Files.exists(file)) {
      return false;
    }
    if (isComplete(manifest) && digestMatches(file, manifest)) {
      return true;
    }
    log.warn(
        "The cached index {} is damaged ({} bytes on disk, {} expected, or another digest);"
            + " it is fetched again",
        manifest.getVersion(),
        Files.size(file),
        manifest.getSizeBytes());
    Files.delete(file);
    return false;
  }

  private static boolean digestMatches(Path file, IndexManifest manifest) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = map(file, arena);
      MessageDigest digest = Digests.sha256();
      for (long from = 0; from < bytes.byteSize(); from += DIGEST_SLICE_BYTES) {
        long length = Math.min(DIGEST_SLICE_BYTES, bytes.byteSize() - from);
        digest.update(bytes.asSlice(from, length).asByteBuffer());
      }
      return Digests.equal(digest.digest(), manifest.getSha256());
    }
  }

  private void fetch(IndexManifest manifest)
      throws IOException, IndexFaultException, IndexUnavailableException {
    Files.createDirectories(directory);
    Path partial = directory.resolve(manifest.getVersion() + PARTIAL);
    try {
      try (FileChannel out =
          FileChannel.open(
              partial,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        copyChunks(manifest, out);
        out.force(true);
      }
      Files.move(partial, file(manifest.getVersion()), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private void copyChunks(IndexManifest manifest, FileChannel file)
      throws IOException, IndexFaultException, IndexUnavailableException {
    MessageDigest whole = Digests.sha256();
    for (int number = 0; number < manifest.getChunks().size(); number++) {
      ByteBuffer data = chunk(manifest, number);
      whole.update(data.duplicate());
      while (data.hasRemaining()) {
        file.write(data);
      }
    }
    byte[] digest = whole.digest();
    if (!Digests.equal(digest, manifest.getSha256())) {
      requireSoundChunks(manifest, file);
      throw new IndexFaultException(
          "every chunk is right by itself, and together they have the digest "
              + Digests.shown(digest)
              + " instead of "
              + Digests.shown(manifest.getSha256()));
    }
  }

  private ByteBuffer chunk(IndexManifest manifest, int number)
      throws IndexFaultException, IndexUnavailableException {
    ChunkReference reference = manifest.getChunks().get(number);
    IndexChunk chunk;
    try {
      chunk = source.chunk(reference.getPartition(), reference.getOffset());
    } catch (IndexFaultException e) {
      throw new IndexFaultException(which(manifest, number) + ": " + e.getMessage(), e);
    }
    if (!chunk.getVersion().equals(manifest.getVersion()) || chunk.getNumber() != number) {
      throw new IndexFaultException(
          which(manifest, number)
              + " is chunk "
              + chunk.getNumber()
              + " of version "
              + chunk.getVersion());
    }
    ByteBuffer data = chunk.getData().duplicate();
    if (data.remaining() != reference.getLengthBytes()) {
      throw new IndexFaultException(
          which(manifest, number)
              + " has "
              + data.remaining()
              + " bytes, the manifest says "
              + reference.getLengthBytes());
    }
    return data;
  }

  /** Names the chunk that is to blame for a wrong digest of them all, if one is. */
  private static void requireSoundChunks(IndexManifest manifest, FileChannel file)
      throws IOException, IndexFaultException {
    long from = 0;
    for (int number = 0; number < manifest.getChunks().size(); number++) {
      ChunkReference reference = manifest.getChunks().get(number);
      MessageDigest digest = Digests.sha256();
      try (Arena arena = Arena.ofConfined()) {
        digest.update(
            file.map(FileChannel.MapMode.READ_ONLY, from, reference.getLengthBytes(), arena)
                .asByteBuffer());
      }
      byte[] actual = digest.digest();
      if (!Digests.equal(actual, reference.getSha256())) {
        throw new IndexFaultException(
            which(manifest, number)
                + " has the digest "
                + Digests.shown(actual)
                + ", the manifest says "
                + Digests.shown(reference.getSha256()));
      }
      from += reference.getLengthBytes();
    }
  }

  private static String which(IndexManifest manifest, int number) {
    ChunkReference reference = manifest.getChunks().get(number);
    return "chunk "
        + number
        + " of "
        + manifest.getChunks().size()
        + " (offset "
        + reference.getOffset()
        + " of partition "
        + reference.getPartition()
        + ")";
  }

  private Path file(String version) {
    return directory.resolve(version);
  }

  private static MemorySegment map(Path file, Arena arena) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    }
  }

  private IndexUnavailableException diskTrouble(IOException e) {
    return new IndexUnavailableException(
        "the index cache at " + directory + " cannot be used: " + e, e);
  }
}
