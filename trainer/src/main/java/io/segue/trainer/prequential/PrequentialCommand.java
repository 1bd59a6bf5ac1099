package io.segue.trainer.prequential;

import io.segue.recommender.Model;
import io.segue.recommender.TrackArtists;
import io.segue.schemas.BadInputException;
import io.segue.schemas.CommandLines;
import io.segue.schemas.PlaylistEvent;
import io.segue.trainer.card.PlotPage;
import io.segue.trainer.card.Run;
import io.segue.trainer.cli.ConsoleProgress;
import io.segue.trainer.dataset.Dataset;
import io.segue.trainer.dataset.DatasetSettings;
import io.segue.trainer.dataset.Draw;
import io.segue.trainer.dataset.FileDatasetReader;
import io.segue.trainer.examination.Thresholds;
import io.segue.trainer.pipeline.RankingBudget;
import io.segue.trainer.pipeline.Release;
import io.segue.trainer.pipeline.Training;
import io.segue.trainer.pipeline.TrainingSettings;
import io.segue.trainer.space.SearchPlanReader;
import io.segue.trainer.trials.SearchHistory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code prequential}: what learning from each event as it arrives is worth. */
@Command(
    name = "prequential",
    mixinStandardHelpOptions = true,
    description = {
      "Train on 70 %% of the playlists, stream the others in order, and ask before each event what",
      "should play next: once with online learning and once without.",
      "Exit codes: 0 done, 1 failed, 2 bad input."
    },
    footer = {
      "",
      "Example:",
      "  scripts/segue prequential --playlists=mine.csv --html=prequential.html"
    })
public final class PrequentialCommand implements Callable<Integer> {

  @Option(
      names = "--playlists",
      paramLabel = "PATH",
      required = true,
      description = "A file or folder as 'import' reads it.")
  private @Nullable Path playlists;

  @Option(
      names = "--choose",
      description = {
        "Look at the training side alone: train on 70 %% of it, stream the rest of it, and compare",
        "ways of learning. What is chosen so has not seen the playlists that are streamed later."
      })
  private boolean choose;

  @Option(
      names = "--held-out-tracks",
      paramLabel = "SHARE",
      description = {
        "Take so many of the tracks that occur 5 times or more out of the training, stream half of",
        "the other playlists, and ask in the second half where one of those tracks is next: online",
        "learning, popularity, and a full retraining after the first half."
      })
  private double heldOutTracks;

  @Option(
      names = "--every",
      paramLabel = "N",
      defaultValue = "10",
      description = "Ask about every so many events. Default: ${DEFAULT-VALUE}.")
  private int every;

  @Option(
      names = "--ranking-seconds",
      paramLabel = "S",
      defaultValue = "120",
      description = "About how long the ranking is trained; 0 for none. Default: ${DEFAULT-VALUE}.")
  private int rankingSeconds;

  @Option(
      names = "--seed",
      defaultValue = "42",
      description = "Of the split and the training. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--html", paramLabel = "FILE", description = "Write the curves there, as a page.")
  private @Nullable Path html;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there as JSON.")
  private @Nullable Path json;

  @Spec private @Nullable CommandSpec spec;

  private final int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (every < 1 || rankingSeconds < 0 || !(heldOutTracks >= 0 && heldOutTracks < 1)) {
      throw new BadInputException(
          "--every must be at least 1, --ranking-seconds at least 0, --held-out-tracks at least 0"
              + " and below 1.");
    }
    if (choose && heldOutTracks > 0) {
      throw new BadInputException("Give --choose or --held-out-tracks, not both.");
    }
    Recorded recorded =
        new Recorded(
            FileDatasetReader.read(
                Objects.requireNonNull(playlists), new DatasetSettings(seed, false)));
    PrequentialReport report =
        heldOutTracks > 0
            ? newTracks(recorded)
            : choose
                ? overTime(recorded, Recorded.TRAINED_SHARE, Variant.CHOICE)
                : overTime(recorded, 1, List.of(Variant.SERVED));
    out().println(report.text());
    out().flush();
    if (json != null) {
      Files.writeString(json, report.json().toPrettyString() + "\n");
    }
    if (html != null) {
      Files.writeString(
          html, PlotPage.of("Online learning, before and after each event", report.plots()));
    }
    return CommandLines.DONE;
  }

  /** Trains on the first 70 % of a share of the playlists, and streams the rest of the share. */
  private PrequentialReport overTime(Recorded recorded, double share, List<Variant> variants)
      throws InterruptedException {
    double trainedShare = share * Recorded.TRAINED_SHARE;
    int[] trained = recorded.between(0, trainedShare);
    Dataset dataset = recorded.part(trained, track -> false, 0);
    Model model = train(dataset);
    TrackArtists artists = recorded.dataset().trackArtists();
    List<PlaylistEvent> events =
        EventStream.of(recorded.tracks(recorded.between(trainedShare, share)), "streamed-");
    List<Arm> arms = new ArrayList<>();
    List<LiveLearner> learners = new ArrayList<>();
    arms.add(Variant.frozen("offline", model, artists));
    for (Variant variant : variants) {
      Variant.Taught taught = variant.start(model, artists);
      arms.add(taught.arm());
      learners.add(taught.learner());
    }
    Marks marks =
        PrequentialExam.run(
            events, learners, arms, number -> number % every == 0, progress(events.size()));
    IntPredicate isNew = question -> model.tracks().indexOf(marks.target(question)) < 0;
    Map<String, IntPredicate> slices = new LinkedHashMap<>();
    slices.put("next track known", isNew.negate());
    slices.put("next track new", isNew);
    return new PrequentialReport(marks, events.size(), slices);
  }

  private PrequentialReport newTracks(Recorded recorded) throws InterruptedException {
    int[] counts = recorded.counts();
    IntPredicate heldOut =
        track ->
            counts[track] >= 5
                && Draw.forSplit(seed, "track " + recorded.dataset().tracks().id(track))
                    < heldOutTracks;
    Set<String> heldOutIds = recorded.ids(heldOut);
    double half = (1 + Recorded.TRAINED_SHARE) / 2;
    int[] trained = recorded.between(0, Recorded.TRAINED_SHARE);
    int[] first = recorded.between(Recorded.TRAINED_SHARE, half);
    int[] both = Arrays.copyOf(trained, trained.length + first.length);
    System.arraycopy(first, 0, both, trained.length, first.length);
    Model without = train(recorded.part(trained, heldOut, trained.length));
    Dataset whole = recorded.part(both, heldOut, trained.length);
    Model retrained = train(whole);
    TrackArtists artists = recorded.dataset().trackArtists();
    Variant.Taught online = Variant.SERVED.start(without, artists);
    EventStream.of(recorded.tracks(first), "first-").forEach(online.learner()::learn);
    List<PlaylistEvent> events =
        EventStream.of(recorded.tracks(recorded.between(half, 1)), "second-");
    IntPredicate asked = number -> heldOutIds.contains(events.get(number).getTrackId());
    Marks marks =
        PrequentialExam.run(
            events,
            List.of(online.learner()),
            List.of(
                new Arm("popularity", new Popularity(new Recorded(whole))),
                Variant.frozen("not learnt at all", without, artists),
                online.arm(),
                Variant.frozen("retrained", retrained, artists)),
            asked,
            progress(events.size()));
    Set<String> known = new HashSet<>();
    for (int track = 0; track < retrained.tracks().size(); track++) {
      known.add(retrained.tracks().id(track));
    }
    return new PrequentialReport(
        marks,
        events.size(),
        Map.of("seen in the first half", question -> known.contains(marks.target(question))));
  }

  private Model train(Dataset dataset) throws InterruptedException {
    try (ConsoleProgress progress = ConsoleProgress.to(out())) {
      return Training.run(
              dataset,
              new TrainingSettings(
                  SearchPlanReader.read("prequential", "min_count: 3"),
                  seed,
                  threads,
                  new RankingBudget(Duration.ofSeconds(rankingSeconds))),
              null,
              SearchHistory.none(),
              new Release(Run.starting(Clock.systemUTC()), null, Thresholds.DEFAULT, true),
              progress)
          .model();
    }
  }

  private IntConsumer progress(int events) {
    int step = Math.max(1, events / 10);
    return done -> {
      if (done % step == 0) {
        out().printf("%,d of %,d events streamed%n", done, events);
        out().flush();
      }
    };
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }
}
