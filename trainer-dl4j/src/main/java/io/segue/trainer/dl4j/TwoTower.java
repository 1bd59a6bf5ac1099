package io.segue.trainer.dl4j;

import io.segue.recommender.QuerySettings;
import io.segue.recommender.vectors.VectorTable;
import io.segue.trainer.embedding.Corpus;
import io.segue.trainer.embedding.Embedding;
import io.segue.trainer.embedding.Hyperparameters;
import io.segue.trainer.embedding.ModelFamily;
import io.segue.trainer.embedding.ProcessorTime;
import io.segue.trainer.embedding.TrackRanking;
import io.segue.trainer.embedding.TrainingProgress;
import java.util.Random;

/**
 * The family "two-tower": one tower makes a vector of what was played last, the other one of a
 * track, and training brings the first near to the vector of the track that came next.
 *
 * <ul>
 *   <li><em>Item tower</em>: the track's embedding plus its artist's, at length 1.
 *   <li><em>Query tower</em>: the sum of the item vectors of the last {@code window} tracks, each
 *       earlier one weighing a learnt decay of the one after it; plus, where it is known when the
 *       next track came, a linear map of the time of day and of the year as sine and cosine; at
 *       length 1.
 *   <li><em>Loss</em>: softmax over the batch's own next tracks at a learnt temperature, each
 *       track's score less the logarithm of how often it is drawn into a batch, so that popular
 *       tracks are not punished for turning up as counter-examples so often (Yi et al.,
 *       "Sampling-bias-corrected neural modeling for large corpus item recommendations", 2019).
 * </ul>
 *
 * <p>The index serves it as it is: item vectors at length 1, and queries that are decayed sums of
 * them, with the decay that was learnt. Only the time has no place there. So half of the examples
 * are trained without it: what the index is asked, a query without a time, is what the model was
 * trained for, and the time takes up what would else be noise.
 *
 * <p>Of the hyperparameters, {@code vector_size}, {@code window}, {@code min_count}, {@code
 * epochs}, {@code learning_rate} (of Adagrad, so best at about ten times that of prod2vec), {@code
 * learning_rate_min} and {@code seed} count. Embeddings are updated by row-wise Adagrad, only the
 * rows that a batch touches; Deeplearning4j's SameDiff differentiates.
 */
public final class TwoTower implements ModelFamily {

  private static final int BATCH_MAX = 512;

  /** For the service loader. */
  public TwoTower() {}

  @Override
  public String name() {
    return "two-tower";
  }

  @Override
  public Embedding train(Corpus corpus, Hyperparameters parameters, TrainingProgress progress)
      throws InterruptedException {
    NativeThreads.limit(parameters.threads());
    TrackRanking ranking = TrackRanking.of(corpus);
    int rows = ranking.rows(parameters.minCount());
    Corpus rowCorpus = ranking.translate(corpus, rows);
    NextTrackExamples examples = new NextTrackExamples(rowCorpus, parameters.window());
    if (examples.size() < 2) {
      throw new IllegalArgumentException(
          "with min_count = %d no two tracks follow each other; choose a smaller one"
              .formatted(parameters.minCount()));
    }
    long start = System.nanoTime();
    double startCpu = ProcessorTime.ofProcess();
    Random random = new Random(parameters.seed());
    ItemTower items = new ItemTower(rowCorpus, rows, parameters.vectorSize(), random);
    TowerGraph graph =
        new TowerGraph(
            Math.min(BATCH_MAX, examples.size()), parameters.window(), parameters.vectorSize());
    run(corpus, parameters, progress, examples, items, graph, random);
    double seconds = (System.nanoTime() - start) / 1e9;
    VectorTable vectors = new VectorTable(rows, parameters.vectorSize());
    for (int row = 0; row < rows; row++) {
      items.read(row, vectors.values(), vectors.offset(row));
    }
    return new Embedding(
        ranking.tracks(),
        ranking.counts(),
        vectors,
        (long) corpus.tokens().length * parameters.epochs(),
        seconds,
        ProcessorTime.ofProcess() - startCpu,
        new QuerySettings(parameters.window(), graph.decay(), QuerySettings.DEFAULT.efSearch()));
  }

  private static void run(
      Corpus corpus,
      Hyperparameters parameters,
      TrainingProgress progress,
      NextTrackExamples examples,
      ItemTower items,
      TowerGraph graph,
      Random random)
      throws InterruptedException {
    int batch = graph.batch();
    int batches = examples.size() / batch;
    double fall = parameters.learningRate() - parameters.learningRateMin();
    long steps = (long) batches * parameters.epochs();
    for (int epoch = 0; epoch < parameters.epochs(); epoch++) {
      // What does not fill a last batch is left out; the next epoch's shuffle leaves out others.
      examples.shuffle(random);
      long reported = 0;
      for (int b = 0; b < batches; b++) {
        if (Thread.interrupted()) {
          throw new InterruptedException("training was interrupted");
        }
        double done = ((double) epoch * batches + b) / steps;
        float learningRate = (float) (parameters.learningRate() - fall * done);
        examples.fill(graph.input(), b * batch, random);
        graph.step(items, learningRate);
        long read = (long) corpus.tokens().length * (b + 1) / batches;
        progress.read((int) (read - reported));
        reported = read;
      }
    }
  }
}
