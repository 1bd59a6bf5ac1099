package io.segue.trainer.importing;

import java.io.Closeable;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows an import's progress: a bar with rate and remaining time on a terminal, else a line every
 * ten seconds.
 */
final class ImportProgress implements ImportListener, Closeable {

  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
  private static final double SHARE_TO_GUESS_FROM = 0.001;

  private final PrintWriter err;
  private final Clock clock;
  private final @Nullable ProgressBar bar;
  private final Instant began;
  private Instant lastLine;

  ImportProgress(boolean terminal, PrintWriter err, Clock clock) {
    this.err = err;
    this.clock = clock;
    this.began = clock.instant();
    this.lastLine = began;
    this.bar =
        terminal
            ? new ProgressBarBuilder()
                .setTaskName("import")
                .setUnit(" events", 1)
                .setInitialMax(-1)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed()
                .build()
            : null;
  }

  @Override
  public void advanced(long events, double share) {
    if (bar != null) {
      if (share >= SHARE_TO_GUESS_FROM) {
        bar.maxHint(Math.round(events / share));
      }
      bar.stepTo(events);
      return;
    }
    Instant now = clock.instant();
    if (Duration.between(lastLine, now).compareTo(BETWEEN_LINES) >= 0) {
      lastLine = now;
      double seconds = Duration.between(began, now).toMillis() / 1e3;
      err.printf(
          "import: %.0f %%, %,d events, %,.0f events/s, about %.0f s to go%n",
          100 * share,
          events,
          events / seconds,
          share < SHARE_TO_GUESS_FROM ? 0 : seconds * (1 - share) / share);
      err.flush();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
