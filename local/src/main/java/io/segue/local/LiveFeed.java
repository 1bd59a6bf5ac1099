package io.segue.local;

import io.segue.trainer.files.PlaylistEntry;
import io.segue.trainer.files.PlaylistFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Listeners who play on: takes the playlists of a file again, one after the other, as if new
 * listeners played them track by track.
 */
final class LiveFeed {

  /** Between two events. */
  static final Duration PAUSE = Duration.ofMillis(200);

  private static final int LISTENERS = 20;
  private static final int SHOWN_EVERY = 50;

  private final DemoClient client;
  private final Path file;
  private final PrintWriter out;

  LiveFeed(DemoClient client, Path file, PrintWriter out) {
    this.client = client;
    this.file = file;
    this.out = out;
  }

  /**
   * Feeds until the thread is interrupted.
   *
   * @throws InterruptedException always, in the end
   */
  void run() throws InterruptedException {
    for (long events = 0; ; ) {
      events = feedFile(events);
    }
  }

  private long feedFile(long eventsBefore) throws InterruptedException {
    long events = eventsBefore;
    try (PlaylistFile entries = PlaylistFile.open(file, reject -> {})) {
      PlaylistEntry entry;
      int playlists = 0;
      String playlist = "";
      while ((entry = entries.next()) != null) {
        if (!entry.playlistId().equals(playlist)) {
          playlist = entry.playlistId();
          playlists++;
        }
        String listener = "live-" + (playlists - 1) % LISTENERS;
        client.play(listener, entry.trackId());
        events++;
        if (events % SHOWN_EVERY == 0) {
          out.printf(
              "%,d events fed; %s played %s; next: %s%n",
              events, listener, name(entry), client.firstRecommendation(listener));
          out.flush();
        }
        Thread.sleep(PAUSE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return events;
  }

  private static String name(PlaylistEntry entry) {
    PlaylistEntry.TrackNames track = entry.track();
    return track == null ? entry.trackId() : track.artist() + " - " + track.title();
  }
}
