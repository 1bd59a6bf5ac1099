package io.segue.trainer.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.segue.schemas.BadInputException;
import io.segue.trainer.cli.ConsoleProgress;
import io.segue.trainer.pipeline.RankingBudget;
import io.segue.trainer.ranking.CaseEvaluator;
import io.segue.trainer.ranking.Objective;
import io.segue.trainer.ranking.RankingSearch;
import io.segue.trainer.ranking.SearchSettings;
import io.segue.trainer.ranking.TimeSplit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code evaluate}: finds a configuration on training sessions and tests it once on others. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Search for a good configuration on a hold-out of the training sessions, train it, test it.",
      "The test is looked at once, after everything is decided.",
      "Exit codes: 0 done, 1 failed, 2 bad input."
    },
    footer = {
      "",
      "Example:",
      "  scripts/segue evaluate --playlists=my-playlists.csv --json=result.json"
    })
public final class EvaluateCommand implements Callable<Integer> {

  private static final RankingBudget ORDERS_RANKING = new RankingBudget(Duration.ofMinutes(1));

  @Option(
      names = "--train",
      paramLabel = "FILE",
      description = "Sessions, one a line, oldest session first; ids separated by blanks.")
  private @Nullable Path train;

  @Option(
      names = "--test",
      paramLabel = "FILE",
      description = "Cases, one a line: 'x1 x2 ... xn | y', y being the answer to x1 to xn.")
  private @Nullable Path test;

  @Option(
      names = "--playlists",
      paramLabel = "PATH",
      description = "Instead of the two: playlists in any format that can be imported.")
  private @Nullable Path playlists;

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      defaultValue = "tutorial",
      description = {
        "How playlists are split and asked about. There is one: tutorial, which learns",
        "from 70 %%, asks 10 %% for their last tracks, and looks for them among 100."
      })
  private String protocol = "";

  @Option(
      names = "--ablation",
      description = "Test nothing; show on the hold-out what each source and stage is worth.")
  private boolean ablation;

  @Option(
      names = "--orders",
      description = {
        "Test nothing else; train a version of --playlists and show what diversity, artist",
        "spacing, limits of an artist and exploration cost in hits."
      })
  private boolean orders;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the report there as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of every random choice. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many threads to use. Default: as many as there are processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Spec private @Nullable CommandSpec spec;

  private final SearchSettings defaults;

  /** The command. */
  public EvaluateCommand() {
    this(SearchSettings.DEFAULTS);
  }

  /** The command with another search, for tests that cannot wait. */
  EvaluateCommand(SearchSettings defaults) {
    this.defaults = defaults;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (threads < 1 || threads > 256) {
      throw new BadInputException("--threads must be between 1 and 256, not " + threads + ".");
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    if (orders) {
      OrderingTable table = orderingCosts(out);
      write(out, table.text(), table.json());
      return 0;
    }
    // The test is read early, so that a bad file is told of before the search.
    Exam exam = exam();
    SearchSettings settings = defaults.with(threads, seed);
    if (playlists != null) {
      settings = settings.with(Objective.HITS_OF_100, TimeSplit.Asked.LAST);
    }
    out.printf(
        "%,d sessions, %,d events, %,d tracks; %,d cases%n",
        exam.data().sessions().size(),
        exam.data().sessions().events(),
        exam.data().tracks(),
        exam.questions().size());
    out.flush();
    try {
      if (ablation) {
        AblationTable table =
            new AblationTable(RankingSearch.ablation(exam.data(), settings), settings.objective());
        write(out, table.text(), table.json());
      } else {
        EvaluationReport report = evaluate(exam, settings);
        write(out, report.text(), report.json());
      }
    } catch (IllegalArgumentException e) {
      throw new BadInputException(
          "The file %s: %s.".formatted(train == null ? playlists : train, e.getMessage()), e);
    }
    return 0;
  }

  private OrderingTable orderingCosts(PrintWriter out) throws InterruptedException {
    if (playlists == null || ablation) {
      throw new BadInputException("--orders needs --playlists, and goes without --ablation.");
    }
    try (ConsoleProgress progress = ConsoleProgress.to(out)) {
      return OrderingTable.measure(playlists, ORDERS_RANKING, seed, threads, progress);
    }
  }

  private Exam exam() {
    if (playlists != null) {
      if (train != null || test != null) {
        throw new BadInputException(
            "--playlists takes the place of --train and --test: give one or the other.");
      }
      if (!protocol.equals("tutorial")) {
        throw new BadInputException("There is no protocol " + protocol + ", only tutorial.");
      }
      return Exam.ofPlaylists(playlists);
    }
    if (train == null) {
      throw new BadInputException("Give --train and --test, or --playlists.");
    }
    if (test != null) {
      return Exam.ofFiles(train, test);
    }
    if (!ablation) {
      throw new BadInputException("--test is missing; only --ablation does without it.");
    }
    return Exam.ofFile(train);
  }

  private EvaluationReport evaluate(Exam exam, SearchSettings settings)
      throws InterruptedException {
    long begin = System.nanoTime();
    RankingSearch.Found found = RankingSearch.search(exam.data(), settings);
    double seconds = (System.nanoTime() - begin) / 1e9;
    CaseEvaluator.Outcome outcome =
        CaseEvaluator.evaluate(found.model(), exam.questions(), exam.answers(), threads);
    return new EvaluationReport(
        found, outcome, settings.objective(), exam.data().sessions().size(), seconds);
  }

  private void write(PrintWriter out, String text, JsonNode report) throws IOException {
    out.println(text);
    out.flush();
    if (json != null) {
      Files.writeString(json, report.toPrettyString() + "\n");
    }
  }
}
