package io.segue.app.index;

import io.segue.schemas.ActiveIndex;
import io.segue.schemas.Canary;
import io.segue.schemas.IndexChunk;
import io.segue.schemas.IndexManifest;
import io.segue.schemas.IndexUpdate;
import io.segue.schemas.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two topics as lists. Chunks lie in partition 0, at their place in the list. */
final class InMemoryIndexSource implements IndexSource {

  final List<@Nullable IndexChunk> chunks = new ArrayList<>();
  int chunksRead;
  boolean unreachable;
  boolean broken;
  private final Deque<IndexAnnouncement> announcements = new ArrayDeque<>();

  /** Writes the bundle's chunks and announces it. */
  void publish(Bundle bundle) {
    announce(bundle.manifest(appendChunks(bundle)));
  }

  /** Writes the bundle's chunks; returns the first one's offset. */
  long appendChunks(Bundle bundle) {
    long first = chunks.size();
    chunks.addAll(bundle.chunks());
    return first;
  }

  /** Writes a report; returns its offset. */
  long appendReport(String version, String page) {
    chunks.add(new IndexChunk(version, 0, ByteBuffer.wrap(page.getBytes(StandardCharsets.UTF_8))));
    return chunks.size() - 1L;
  }

  void announce(IndexManifest manifest) {
    announcements.add(
        IndexAnnouncement.of(Topics.manifestKey(manifest.getVersion()), new IndexUpdate(manifest)));
  }

  void activate(String version, @Nullable String previous) {
    announcements.add(
        IndexAnnouncement.of(
            Topics.ACTIVE_KEY,
            new IndexUpdate(new ActiveIndex(version, previous, Instant.EPOCH, "test", null))));
  }

  /** Keeps a version active and puts another one on trial beside it. */
  void putOnTrial(String candidate, String active) {
    announcements.add(
        IndexAnnouncement.of(
            Topics.ACTIVE_KEY,
            new IndexUpdate(
                new ActiveIndex(
                    active,
                    null,
                    Instant.EPOCH,
                    "test",
                    new Canary(
                        candidate,
                        0.5,
                        Instant.EPOCH,
                        Instant.EPOCH.plusSeconds(3600),
                        20,
                        100,
                        0.05)))));
  }

  void withdraw(String version) {
    announcements.add(IndexAnnouncement.tombstone(Topics.manifestKey(version)));
  }

  void append(IndexAnnouncement announcement) {
    announcements.add(announcement);
  }

  boolean drained() {
    return announcements.isEmpty();
  }

  @Override
  public List<IndexAnnouncement> poll(Duration wait) {
    if (broken) {
      throw new IllegalStateException("not authorised");
    }
    List<IndexAnnouncement> polled = new ArrayList<>(announcements);
    announcements.clear();
    return polled;
  }

  @Override
  public boolean caughtUp() {
    return drained();
  }

  @Override
  public IndexChunk chunk(int partition, long offset)
      throws IndexFaultException, IndexUnavailableException {
    if (unreachable) {
      throw new IndexUnavailableException("the broker does not answer");
    }
    chunksRead++;
    IndexChunk chunk = offset < chunks.size() ? chunks.get((int) offset) : null;
    if (chunk == null) {
      throw new IndexFaultException("it is not in the log any more");
    }
    return chunk;
  }

  @Override
  public void wakeup() {}

  @Override
  public void close() {}
}
