package io.segue.trainer.cli;

import io.segue.recommender.evaluation.TargetRanks.Estimate;
import io.segue.schemas.IndexManifest;
import io.segue.trainer.card.RankingProfile;
import io.segue.trainer.dataset.Dataset;
import io.segue.trainer.examination.Examination;
import io.segue.trainer.examination.Verdict;
import io.segue.trainer.pipeline.TrainingListener;
import io.segue.trainer.trials.Metrics;
import io.segue.trainer.trials.SearchOutcome;
import io.segue.trainer.trials.Trial;
import io.segue.trainer.trials.TrialResult;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows a training: a line for each step, and on a terminal a progress bar for each running trial,
 * elsewhere a line for each tenth of it. Thread-safe.
 */
public final class ConsoleProgress implements TrainingListener, AutoCloseable {

  private static final long TENTHS = 10;

  private final PrintWriter out;
  private final boolean terminal;
  private final Map<Integer, ProgressBar> bars = new ConcurrentHashMap<>();
  private final Map<Integer, AtomicLong> readTokens = new ConcurrentHashMap<>();
  private final Map<Integer, Long> totals = new ConcurrentHashMap<>();

  ConsoleProgress(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Writes there, with bars if the process has a terminal. */
  public static ConsoleProgress to(PrintWriter out) {
    return new ConsoleProgress(
        out, Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false));
  }

  @Override
  public void searching(Dataset dataset, int trials) {
    say(
        String.format(
            Locale.ROOT,
            "%,d playlists, %,d entries, %,d tracks from %s; %d trials",
            dataset.reference().getPlaylists(),
            dataset.reference().getEvents(),
            dataset.tracks().size(),
            dataset.reference().getSource(),
            trials));
  }

  @Override
  public void started(Trial trial, long tokens) {
    totals.put(trial.number(), tokens);
    readTokens.put(trial.number(), new AtomicLong());
    if (terminal) {
      bars.put(
          trial.number(),
          new ProgressBarBuilder()
              .setTaskName("trial %d %s".formatted(trial.number(), trial.title()))
              .setInitialMax(tokens)
              .setStyle(ProgressBarStyle.ASCII)
              .setUnit("M words", 1_000_000)
              .showSpeed()
              .build());
    } else {
      say(String.format(Locale.ROOT, "trial %d %s: started", trial.number(), trial.title()));
    }
  }

  @Override
  public void read(Trial trial, int tokens) {
    ProgressBar bar = bars.get(trial.number());
    if (bar != null) {
      bar.stepBy(tokens);
      return;
    }
    AtomicLong counter = readTokens.get(trial.number());
    Long total = totals.get(trial.number());
    if (counter == null || total == null || total == 0) {
      return;
    }
    long after = counter.addAndGet(tokens);
    long tenth = after * TENTHS / total;
    if (tenth > (after - tokens) * TENTHS / total && tenth < TENTHS) {
      say(
          String.format(
              Locale.ROOT,
              "trial %d %s: %d %%",
              trial.number(),
              trial.title(),
              tenth * 100 / TENTHS));
    }
  }

  @Override
  public void ended(TrialResult result) {
    Trial trial = result.trial();
    ProgressBar bar = bars.remove(trial.number());
    if (bar != null) {
      bar.close();
    }
    Metrics validation = result.validation();
    if (validation == null) {
      say(
          String.format(
              Locale.ROOT,
              "trial %d %s: failed: %s",
              trial.number(),
              trial.title(),
              String.valueOf(result.failure())));
    } else {
      say(
          String.format(
              Locale.ROOT,
              "trial %d %s: validation hr@100 %.4f, mrr@100 %.4f, %,.0f words/s, %.1f s",
              trial.number(),
              trial.title(),
              validation.hitRate(),
              validation.mrr(),
              result.wordsPerSecond(),
              result.trainingSeconds()));
    }
  }

  @Override
  public void searched(SearchOutcome outcome) {
    say(
        String.format(
            Locale.ROOT,
            "best: trial %d %s: test hr@100 %.4f, mrr@100 %.4f on %,d playlists",
            outcome.best().trial().number(),
            outcome.best().trial().title(),
            outcome.test().hitRate(),
            outcome.test().mrr(),
            outcome.test().questions()));
    say(
        String.format(
            Locale.ROOT,
            "building the index of %,d vectors",
            outcome.embedding().vectors().rows()));
  }

  @Override
  public void ranked(RankingProfile ranking) {
    Map<String, Double> figures = ranking.figures();
    say("ranking: " + ranking.outcome());
    if (ranking.exists()) {
      say(
          String.format(
              Locale.ROOT,
              "hold-out: hr@20 %.4f, mrr@20 %.4f, %,.0f us a query; %,.0f playlists, %.1f bytes an event",
              figures.get("holdout.hr@20"),
              figures.get("holdout.mrr@20"),
              figures.get("query_us"),
              figures.get("sessions"),
              figures.get("bytes_per_event")));
    }
  }

  @Override
  public void judged(Examination examination, Verdict verdict) {
    Estimate hitRate = Objects.requireNonNull(examination.nextTrack().get("hr@100"));
    say(
        String.format(
            Locale.ROOT,
            "as served: hr@100 %.4f (%.4f to %.4f) on %,d test playlists; the gate: %s",
            hitRate.mean(),
            hitRate.low(),
            hitRate.high(),
            examination.questions(),
            verdict.sentence()));
  }

  @Override
  public void published(IndexManifest manifest, boolean active) {
    say(
        String.format(
            Locale.ROOT,
            "published %s: %,d tracks, %,d bytes in %d chunks; %s",
            manifest.getVersion(),
            manifest.getTrackCount(),
            manifest.getSizeBytes(),
            manifest.getChunks().size(),
            active ? "active now" : "not activated"));
  }

  private void say(String line) {
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }

  /** Takes away the bars of trials that have not ended. */
  @Override
  public void close() {
    bars.values().forEach(ProgressBar::close);
    bars.clear();
  }
}
