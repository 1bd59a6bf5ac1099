package io.segue.trainer.importing;

import io.segue.trainer.files.Format;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an import did.
 *
 * @param files how many files were read
 * @param formats their formats, each once
 * @param playlists how many different playlists were in them
 * @param events how many events were sent and acknowledged
 * @param tracks how many tracks' names were sent and acknowledged
 * @param rejects how many rows could not be read
 * @param duration from before the first row was read until all was acknowledged
 * @param complete false when the import was stopped before the end
 */
public record ImportReport(
    int files,
    List<Format> formats,
    long playlists,
    long events,
    long tracks,
    long rejects,
    Duration duration,
    boolean complete) {

  /** Copies the list. */
  public ImportReport {
    formats = List.copyOf(formats);
  }

  /** Events per second, 0 when no time passed. */
  public double eventsPerSecond() {
    return duration.isZero() ? 0 : events / seconds();
  }

  /** The duration in seconds. */
  public double seconds() {
    return duration.toNanos() / 1e9;
  }

  /** The report in one line for people, without a full stop. */
  public String inWords() {
    return String.format(
        "%,d %s (%s): %,d playlists, %,d events, %,d tracks, %,d rejects in %.1f s (%,.0f events/s)",
        files,
        files == 1 ? "file" : "files",
        formats.stream().map(Format::title).collect(Collectors.joining(", ")),
        playlists,
        events,
        tracks,
        rejects,
        seconds(),
        eventsPerSecond());
  }
}
