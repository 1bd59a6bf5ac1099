package io.segue.trainer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.recommender.Model;
import io.segue.recommender.ModelFormat;
import io.segue.recommender.QuerySettings;
import io.segue.trainer.dataset.Dataset;
import io.segue.trainer.dataset.DatasetSettings;
import io.segue.trainer.dataset.FileDatasetReader;
import io.segue.trainer.dataset.Split;
import io.segue.trainer.embedding.Embedding;
import io.segue.trainer.embedding.Hyperparameters;
import io.segue.trainer.embedding.Prod2Vec;
import io.segue.trainer.files.RealData;
import io.segue.trainer.space.Parameter;
import io.segue.trainer.trials.Evaluation;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is the same when a training is repeated. */
class ReproducibilityTest {

  private static final int SEEDS = 5;

  @TempDir private Path folder = Path.of("");

  @Test
  void sameDataSeedAndOneThreadGiveTheSameBytes() throws Exception {
    Random random = new Random(1);
    List<String> lines = new ArrayList<>();
    for (int p = 0; p < 300; p++) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < 8; i++) {
        line.append("track").append(p % 2 * 100 + random.nextInt(100)).append(' ');
      }
      lines.add(line.toString().strip());
    }
    Path file = Files.write(folder.resolve("playlists.txt"), lines);
    byte[] first = bytes(file);
    // Often enough for the compiler to have changed everything under way.
    for (int repetition = 0; repetition < 5; repetition++) {
      assertThat(bytes(file)).as("repetition %d", repetition).isEqualTo(first);
    }
  }

  private static byte[] bytes(Path file) throws Exception {
    Dataset dataset = FileDatasetReader.read(file, DatasetSettings.DEFAULT);
    Split split = dataset.split();
    Embedding embedding = Prod2Vec.train(split.training(), parameters(1, 1), tokens -> {});
    Model model = ModelMaker.make(dataset, embedding, QuerySettings.DEFAULT, 1, indexed -> {});
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelFormat.write(GraphWidth.tuned(model, List.of(10, 100)), out);
    return out.toByteArray();
  }

  /**
   * Threads that write to the same vectors without locks make every run another one; what may
   * differ is no more than what another seed makes differ.
   */
  @Test
  void manyThreadsStayWithinTheIntervalOfOne() throws Exception {
    Dataset dataset =
        FileDatasetReader.read(RealData.path("nowplaying/train.txt.gz"), DatasetSettings.DEFAULT);
    Split split = dataset.split();
    double[] one = new double[SEEDS];
    double[] many = new double[SEEDS];
    for (int seed = 0; seed < SEEDS; seed++) {
      one[seed] = hitRate(split, parameters(seed + 1, 1));
      many[seed] = hitRate(split, parameters(seed + 1, 4));
    }
    double difference = mean(many) - mean(one);
    double standardError = Math.sqrt((variance(one) + variance(many)) / SEEDS);
    System.out.printf(
        "hr@100 over %d seeds: one thread %.4f +- %.4f, four threads %.4f +- %.4f%n",
        SEEDS, mean(one), Math.sqrt(variance(one)), mean(many), Math.sqrt(variance(many)));
    // 8 degrees of freedom: 99.9 % of the differences between equals are within 5 standard errors.
    assertThat(Math.abs(difference)).isLessThan(5.05 * standardError);
    // And the threads' own spread is that of a metric over this many questions, not more.
    double binomial = Math.sqrt(mean(one) * (1 - mean(one)) / split.validation().size());
    assertThat(Math.sqrt(variance(many))).isLessThan(2 * binomial);
  }

  private static double hitRate(Split split, Hyperparameters parameters) throws Exception {
    Embedding embedding = Prod2Vec.train(split.training(), parameters, tokens -> {});
    return Evaluation.nextToLast(embedding, split.validation(), 2).hitRate();
  }

  private static Hyperparameters parameters(long seed, int threads) {
    Map<Parameter, String> point = Parameter.point(Hyperparameters.DEFAULTS);
    point.put(Parameter.ALGORITHM, "cbow");
    point.put(Parameter.EPOCHS, "5");
    point.put(Parameter.MIN_COUNT, "3");
    return Parameter.hyperparameters(point, seed).withThreads(threads);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum / (values.length - 1);
  }
}
