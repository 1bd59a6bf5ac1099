package io.segue.trainer.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.recommender.neighbours.HnswBuilder;
import io.segue.recommender.neighbours.HnswSettings;
import io.segue.schemas.BadInputException;
import io.segue.trainer.dataset.Dataset;
import io.segue.trainer.dataset.DatasetSettings;
import io.segue.trainer.dataset.FileDatasetReader;
import io.segue.trainer.dataset.Split;
import io.segue.trainer.embedding.Algorithm;
import io.segue.trainer.embedding.Corpus;
import io.segue.trainer.embedding.Embedding;
import io.segue.trainer.embedding.Hyperparameters;
import io.segue.trainer.embedding.ModelFamilies;
import io.segue.trainer.trials.Evaluation;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code measure}: trains once on a file and tells what each step cost. For {@code
 * scripts/compare-gensim} and {@code scripts/scale-table}; not in the help.
 *
 * <p>Prints one JSON object: {@code reading}, {@code splitting}, {@code training}, {@code
 * evaluation} and, if asked for, {@code indexing}, each with {@code seconds}, {@code cpu_seconds}
 * (of the whole process, compiler and garbage collector included) and memory ({@link PhaseCost}).
 */
@Command(
    name = "measure",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Train once on a file and print what each step cost, as JSON.")
public final class MeasureCommand implements Callable<Integer> {

  @Option(names = "--playlists", required = true, paramLabel = "PATH")
  private Path playlists = Path.of("");

  @Option(names = "--split-seed", defaultValue = "42")
  private long splitSeed;

  @Option(
      names = "--write-split",
      paramLabel = "FOLDER",
      description = "Write training.txt and validation.txt there, and train nothing.")
  private @Nullable Path writeSplit;

  @Option(names = "--index", description = "Build the nearest-neighbour graph too.")
  private boolean index;

  @Option(names = "--family", defaultValue = ModelFamilies.PROD2VEC)
  private String family = ModelFamilies.PROD2VEC;

  @Option(
      names = "--algorithm",
      defaultValue = "CBOW",
      description = "Default: ${DEFAULT-VALUE}. Known: ${COMPLETION-CANDIDATES}.")
  private Algorithm algorithm = Algorithm.CBOW;

  @Option(names = "--vector-size", defaultValue = "48")
  private int vectorSize;

  @Option(names = "--window", defaultValue = "10")
  private int window;

  @Option(names = "--negative", defaultValue = "5")
  private int negative;

  @Option(names = "--ns-exponent", defaultValue = "0.75")
  private double nsExponent;

  @Option(names = "--min-count", defaultValue = "3")
  private int minCount;

  @Option(names = "--sample", defaultValue = "0.001")
  private double sample;

  @Option(names = "--epochs", defaultValue = "30")
  private int epochs;

  @Option(names = "--learning-rate", defaultValue = "0.025")
  private double learningRate;

  @Option(names = "--learning-rate-min", defaultValue = "0.0001")
  private double learningRateMin;

  @Option(names = "--seed", defaultValue = "42")
  private long seed;

  @Option(names = "--threads", paramLabel = "N")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException, IOException {
    Hyperparameters parameters = hyperparameters();
    ObjectNode root = new ObjectMapper().createObjectNode();
    PhaseCost cost = PhaseCost.start();
    Dataset dataset = FileDatasetReader.read(playlists, new DatasetSettings(splitSeed, false));
    cost.end(root.putObject("reading"));
    root.put("playlists", dataset.playlists().size())
        .put("events", dataset.playlists().tokens().length)
        .put("tracks", dataset.tracks().size());
    cost = PhaseCost.start();
    Split split = dataset.split();
    cost.end(root.putObject("splitting"));
    if (writeSplit != null) {
      Files.createDirectories(writeSplit);
      write(split.training(), writeSplit.resolve("training.txt"));
      write(split.validation(), writeSplit.resolve("validation.txt"));
    } else {
      train(parameters, split, root);
    }
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.println(root.toPrettyString());
    out.flush();
    return 0;
  }

  private Hyperparameters hyperparameters() {
    try {
      return new Hyperparameters(
          algorithm,
          vectorSize,
          window,
          negative,
          nsExponent,
          minCount,
          sample,
          epochs,
          learningRate,
          learningRateMin,
          seed,
          threads,
          family);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(e.getMessage() + ".", e);
    }
  }

  private void train(Hyperparameters parameters, Split split, ObjectNode root)
      throws InterruptedException, IOException {
    PhaseCost cost = PhaseCost.start();
    Embedding embedding =
        ModelFamilies.named(parameters.family()).train(split.training(), parameters, tokens -> {});
    ObjectNode training = root.putObject("training");
    cost.end(training);
    training
        .put("words", embedding.tokens())
        .put("words_per_second", embedding.wordsPerSecond())
        .put("training_seconds", embedding.seconds())
        .put("training_cpu_seconds", embedding.cpuSeconds())
        .put("vectors", embedding.vectors().rows());
    cost = PhaseCost.start();
    ObjectNode evaluation = root.putObject("evaluation");
    Evaluation.nextToLast(embedding, split.validation(), threads)
        .named("")
        .forEach(evaluation::put);
    cost.end(evaluation);
    if (index) {
      cost = PhaseCost.start();
      HnswBuilder.build(
          embedding.vectors().normalised(), HnswSettings.DEFAULT, threads, indexed -> {});
      cost.end(root.putObject("indexing"));
    }
  }

  /** One sequence a line, as the dataset's track numbers: ids may have blanks, numbers have not. */
  private static void write(Corpus corpus, Path file) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (int s = 0; s < corpus.size(); s++) {
        for (int i = corpus.offsets()[s]; i < corpus.offsets()[s + 1]; i++) {
          writer.write(i == corpus.offsets()[s] ? "" : " ");
          writer.write(Integer.toString(corpus.tokens()[i]));
        }
        writer.write('\n');
      }
    }
  }
}
