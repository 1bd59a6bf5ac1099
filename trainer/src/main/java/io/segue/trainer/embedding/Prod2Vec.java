package io.segue.trainer.embedding;

import io.segue.recommender.vectors.VectorTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Trains track vectors as word2vec trains those of words (Mikolov et al. 2013; on sequences of
 * products: Grbovic et al. 2015).
 *
 * <p>Glossary: <em>track</em> is the corpus's index of a track, <em>row</em> its place by
 * descending count, which is where its two vectors lie: the input vector, which is the result, and
 * the output vector, which is dropped in the end. The <em>middle</em> track is the one to be
 * predicted, its <em>neighbours</em> are the inputs, the middle track and the counter-examples the
 * outputs.
 *
 * <p>Each thread reads its own contiguous share of the sequences, {@code epochs} times, and updates
 * the shared matrices without locks. Stateless; a call of {@link #train} uses as many threads as
 * the hyperparameters say.
 */
public final class Prod2Vec {

  private static final int REPORT_TOKENS = 10_000;

  private Prod2Vec() {}

  /**
   * Trains.
   *
   * @throws IllegalArgumentException when no track occurs {@code minCount} times, or the vectors do
   *     not fit into one array
   * @throws InterruptedException when the calling thread was interrupted; the training has ended
   */
  public static Embedding train(
      Corpus corpus, Hyperparameters parameters, TrainingProgress progress)
      throws InterruptedException {
    TrackRanking ranking = TrackRanking.of(corpus);
    int rows = ranking.rows(parameters.minCount());
    VectorTable input = new VectorTable(rows, parameters.vectorSize());
    VectorTable output = new VectorTable(rows, parameters.vectorSize());
    initialise(input, parameters.seed());
    Corpus rowCorpus = ranking.translate(corpus, rows);
    SharedInputs shared =
        new SharedInputs(
            corpus,
            rowCorpus,
            thresholds(ranking.counts(), rows, parameters.sample()),
            new AliasSampler(noise(ranking.counts(), rows, parameters.nsExponent())),
            parameters,
            progress);

    List<Callable<Double>> workers = new ArrayList<>();
    int from = 0;
    for (int thread = 0; thread < parameters.threads(); thread++) {
      int to = shardEnd(rowCorpus, thread, parameters.threads());
      workers.add(
          new ShardWorker(
              shared,
              new VectorKernel(input.values(), output.values(), input.stride()),
              FastRandom.ofThread(parameters.seed(), thread),
              from,
              to));
      from = to;
    }
    long start = System.nanoTime();
    double cpuSeconds = run(workers);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Embedding(
        ranking.tracks(),
        ranking.counts(),
        input,
        (long) corpus.tokens().length * parameters.epochs(),
        seconds,
        cpuSeconds,
        null);
  }

  /** What all workers read and none writes. */
  @SuppressWarnings("ArrayRecordComponent") // read in the hot loop; never compared
  private record SharedInputs(
      Corpus raw,
      Corpus rows,
      int[] keepThresholds,
      AliasSampler noise,
      Hyperparameters parameters,
      TrainingProgress progress) {}

  /** One thread's share of the sequences. Returns the processor time that it took. */
  private static final class ShardWorker implements Callable<Double> {
    private final SharedInputs shared;
    private final WindowKernel kernel;
    private final FastRandom random;
    private final int from;
    private final int to;
    private final int[] sentence;
    private final int[] inputs;
    private final int[] outputs;

    ShardWorker(SharedInputs shared, WindowKernel kernel, FastRandom random, int from, int to) {
      this.shared = shared;
      this.kernel = kernel;
      this.random = random;
      this.from = from;
      this.to = to;
      int longest = 0;
      int[] offsets = shared.rows().offsets();
      for (int s = from; s < to; s++) {
        longest = Math.max(longest, offsets[s + 1] - offsets[s]);
      }
      sentence = new int[longest];
      inputs = new int[Math.min(longest, 2 * shared.parameters().window())];
      outputs = new int[VectorKernel.filled(1 + shared.parameters().negative())];
    }

    @Override
    public Double call() throws InterruptedException {
      double start = ProcessorTime.ofThread();
      Hyperparameters parameters = shared.parameters();
      int[] rawOffsets = shared.raw().offsets();
      double total = (double) (rawOffsets[to] - rawOffsets[from]) * parameters.epochs();
      double fall = parameters.learningRate() - parameters.learningRateMin();
      long read = 0;
      int unreported = 0;
      for (int epoch = 0; epoch < parameters.epochs(); epoch++) {
        for (int s = from; s < to; s++) {
          // The share of this shard, not of all: with balanced shards the same, and free of races.
          float learningRate = (float) (parameters.learningRate() - fall * (read / total));
          trainSentence(select(s), learningRate);
          int length = rawOffsets[s + 1] - rawOffsets[s];
          read += length;
          unreported += length;
          if (unreported >= REPORT_TOKENS) {
            shared.progress().read(unreported);
            unreported = 0;
            if (Thread.currentThread().isInterrupted()) {
              throw new InterruptedException("training was interrupted");
            }
          }
        }
      }
      shared.progress().read(unreported);
      return ProcessorTime.ofThread() - start;
    }

    /** Fills the sentence with what thinning out leaves of a sequence; returns its length. */
    private int select(int sequence) {
      int[] tokens = shared.rows().tokens();
      int[] thresholds = shared.keepThresholds();
      int length = 0;
      int end = shared.rows().offsets()[sequence + 1];
      for (int i = shared.rows().offsets()[sequence]; i < end; i++) {
        int row = tokens[i];
        int threshold = thresholds[row];
        if (threshold == Integer.MAX_VALUE || (int) (random.nextLong() >>> 33) < threshold) {
          sentence[length++] = row;
        }
      }
      return length;
    }

    private void trainSentence(int length, float learningRate) {
      Hyperparameters parameters = shared.parameters();
      boolean skipGram = parameters.algorithm() == Algorithm.SKIP_GRAM;
      for (int middle = 0; middle < length; middle++) {
        int window = 1 + random.nextInt(parameters.window());
        int first = Math.max(0, middle - window);
        int end = Math.min(length, middle + window + 1);
        int inputCount = end - first - 1;
        if (inputCount == 0) {
          continue;
        }
        System.arraycopy(sentence, first, inputs, 0, middle - first);
        System.arraycopy(sentence, middle + 1, inputs, middle - first, end - middle - 1);
        int outputCount = drawOutputs(sentence[middle]);
        if (skipGram) {
          kernel.skipGram(inputs, inputCount, outputs, outputCount, learningRate);
        } else {
          kernel.cbow(inputs, inputCount, outputs, outputCount, learningRate);
        }
      }
    }

    private int drawOutputs(int middle) {
      outputs[0] = middle;
      int count = 1;
      for (int i = 1; i < outputs.length; i++) {
        int row = shared.noise().next(random);
        if (row != middle) {
          outputs[count++] = row;
        }
      }
      return count;
    }
  }

  /** Runs all workers; the sum of their processor times, in seconds. */
  private static double run(List<Callable<Double>> workers) throws InterruptedException {
    try (ExecutorService executor = Executors.newFixedThreadPool(workers.size())) {
      List<Future<Double>> futures = workers.stream().map(executor::submit).toList();
      double cpuSeconds = 0;
      try {
        for (Future<Double> future : futures) {
          cpuSeconds += future.get();
        }
        return cpuSeconds;
      } catch (ExecutionException e) {
        throw new IllegalStateException("a training thread failed: " + e.getCause(), e.getCause());
      } finally {
        executor.shutdownNow();
      }
    }
  }

  /**
   * Evenly from -1 to 1, divided by the dimension, as gensim 4 does; the padding stays 0.
   * word2vec.c starts from half of that, with which CBOW found 2 % fewer of the right tracks.
   */
  private static void initialise(VectorTable vectors, long seed) {
    FastRandom random = new FastRandom(seed);
    for (int row = 0; row < vectors.rows(); row++) {
      for (int d = 0; d < vectors.dimension(); d++) {
        vectors.values()[vectors.offset(row) + d] =
            (2 * random.nextFloat() - 1) / vectors.dimension();
      }
    }
  }

  /** Of 2^31, the chance that an occurrence is kept; the greatest int means always. */
  private static int[] thresholds(int[] counts, int rows, double sample) {
    long total = 0;
    for (int row = 0; row < rows; row++) {
      total += counts[row];
    }
    int[] thresholds = new int[rows];
    for (int row = 0; row < rows; row++) {
      double share = sample * total / counts[row];
      double keep = sample == 0 ? 1 : Math.sqrt(share) + share;
      thresholds[row] = keep >= 1 ? Integer.MAX_VALUE : (int) (keep * Integer.MAX_VALUE);
    }
    return thresholds;
  }

  private static double[] noise(int[] counts, int rows, double nsExponent) {
    double[] weights = new double[rows];
    for (int row = 0; row < rows; row++) {
      weights[row] = Math.pow(counts[row], nsExponent);
    }
    return weights;
  }

  /** Where the shard of a thread ends, so that all shards have about the same number of tokens. */
  private static int shardEnd(Corpus corpus, int thread, int threads) {
    long tokens = (long) corpus.tokens().length * (thread + 1) / threads;
    int sequence = 0;
    while (sequence < corpus.size() && corpus.offsets()[sequence] < tokens) {
      sequence++;
    }
    return thread == threads - 1 ? corpus.size() : sequence;
  }
}
