package io.segue.trainer.evaluation;

import io.segue.recommender.sessions.Sessions;
import io.segue.schemas.BadInputException;
import io.segue.trainer.ranking.CaseEvaluator;
import io.segue.trainer.ranking.RankingData;
import io.segue.trainer.ranking.RankingSearch;
import io.segue.trainer.ranking.SearchSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    })
public final class EvaluateCommand implements Callable<Integer> {

  @Option(
      names = "--train",
      required = true,
      paramLabel = "FILE",
      description = "Sessions, one a line, oldest session first; ids separated by blanks.")
  private @Nullable Path train;

  @Option(
      names = "--test",
      required = true,
      paramLabel = "FILE",
      description = "Cases, one a line: 'x1 x2 ... xn | y', y being the answer to x1 to xn.")
  private @Nullable Path test;

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

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (threads < 1 || threads > 256) {
      throw new BadInputException("--threads must be between 1 and 256, not " + threads + ".");
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    SessionFile.Training training = SessionFile.readTraining(Objects.requireNonNull(train));
    // Read early, so that a bad file is told of before the search, but not asked until after it.
    List<int[]> cases = SessionFile.readCases(Objects.requireNonNull(test), training.tracks());
    out.printf(
        "%,d sessions, %,d events, %,d tracks; %,d cases%n",
        training.sessions().size(),
        training.sessions().events(),
        training.tracks().size(),
        cases.size());
    out.flush();

    long begin = System.nanoTime();
    RankingSearch.Found found;
    try {
      found =
          RankingSearch.search(
              RankingData.of(training.sessions(), training.tracks().size()),
              SearchSettings.DEFAULTS.with(threads, seed));
    } catch (IllegalArgumentException e) {
      throw new BadInputException("The file " + train + ": " + e.getMessage() + ".", e);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;

    Sessions questions = Sessions.of(cases.toArray(int[][]::new));
    int[] answers = new int[questions.size()];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = questions.end(i) - 1;
    }
    CaseEvaluator.Outcome outcome =
        CaseEvaluator.evaluate(found.model(), questions, answers, threads);
    EvaluationReport report =
        new EvaluationReport(found, outcome, training.sessions().size(), seconds);
    out.println(report.text());
    out.flush();
    if (json != null) {
      Files.writeString(json, report.json().toPrettyString() + "\n");
    }
    return 0;
  }
}
