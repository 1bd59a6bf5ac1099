package io.segue.trainer.dl4j;

import io.segue.recommender.vectors.VectorTable;
import io.segue.trainer.embedding.Algorithm;
import io.segue.trainer.embedding.Corpus;
import io.segue.trainer.embedding.Embedding;
import io.segue.trainer.embedding.Hyperparameters;
import io.segue.trainer.embedding.ModelFamily;
import io.segue.trainer.embedding.ProcessorTime;
import io.segue.trainer.embedding.TrackRanking;
import io.segue.trainer.embedding.TrainingProgress;
import org.deeplearning4j.models.embeddings.learning.ElementsLearningAlgorithm;
import org.deeplearning4j.models.embeddings.learning.impl.elements.CBOW;
import org.deeplearning4j.models.embeddings.learning.impl.elements.SkipGram;
import org.deeplearning4j.models.word2vec.VocabWord;
import org.deeplearning4j.models.word2vec.Word2Vec;
import org.deeplearning4j.models.word2vec.wordstore.VocabCache;
import org.deeplearning4j.models.word2vec.wordstore.inmemory.AbstractCache;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The family "dl4j-word2vec": prod2vec's embeddings by Deeplearning4j's Word2Vec. All
 * hyperparameters mean what they mean for prod2vec, but for these: counter-examples are drawn for
 * each pair anew and their number is not rounded up; the window's draw is Deeplearning4j's own.
 */
public final class Dl4jWord2Vec implements ModelFamily {

  /** For the service loader. */
  public Dl4jWord2Vec() {}

  @Override
  public String name() {
    return "dl4j-word2vec";
  }

  @Override
  public Embedding train(Corpus corpus, Hyperparameters parameters, TrainingProgress progress)
      throws InterruptedException {
    NativeThreads.limit(parameters.threads());
    TrackRanking ranking = TrackRanking.of(corpus);
    int rows = ranking.rows(parameters.minCount());
    RowSequences sequences = new RowSequences(corpus, ranking.translate(corpus, rows), progress);
    VocabCache<VocabWord> vocabulary =
        new AbstractCache.Builder<VocabWord>().minElementFrequency(1).build();
    PowerNoiseTable table = new PowerNoiseTable(vocabulary, rows, parameters);
    Word2Vec word2Vec =
        new Word2Vec.Builder()
            .iterate(sequences)
            .vocabCache(vocabulary)
            .lookupTable(table)
            .elementsLearningAlgorithm(algorithm(parameters.algorithm()))
            .useHierarchicSoftmax(false)
            .negativeSample(parameters.negative())
            .layerSize(parameters.vectorSize())
            .windowSize(parameters.window())
            .minWordFrequency(1)
            .sampling(parameters.sample())
            .iterations(1)
            .epochs(parameters.epochs())
            .learningRate(parameters.learningRate())
            .minLearningRate(parameters.learningRateMin())
            .seed(parameters.seed())
            .workers(parameters.threads())
            .batchSize(batchSize(parameters.algorithm()))
            .allowParallelTokenization(false)
            .build();

    long start = System.nanoTime();
    double startCpu = ProcessorTime.ofProcess();
    GuardedRun.run("Deeplearning4j's Word2Vec", word2Vec::fit, sequences::cancel);
    double seconds = (System.nanoTime() - start) / 1e9;
    double cpuSeconds = ProcessorTime.ofProcess() - startCpu;

    VectorTable vectors = new VectorTable(rows, parameters.vectorSize());
    INDArray trained = table.getSyn0();
    for (int row = 0; row < rows; row++) {
      float[] vector = trained.getRow(vocabulary.indexOf(Integer.toString(row))).toFloatVector();
      System.arraycopy(vector, 0, vectors.values(), vectors.offset(row), vector.length);
    }
    return new Embedding(
        ranking.tracks(),
        ranking.counts(),
        vectors,
        (long) corpus.tokens().length * parameters.epochs(),
        seconds,
        cpuSeconds,
        null);
  }

  /** 1.0.0-M2.1 refuses its own batches of CBOW without hierarchical softmax (a rank is wrong). */
  private static int batchSize(Algorithm algorithm) {
    return algorithm == Algorithm.CBOW ? 1 : 512;
  }

  private static ElementsLearningAlgorithm<VocabWord> algorithm(Algorithm algorithm) {
    return algorithm == Algorithm.CBOW ? new CBOW<>() : new SkipGram<>();
  }
}
