package io.segue.trainer.dl4j;

import io.segue.trainer.embedding.Hyperparameters;
import org.deeplearning4j.models.embeddings.inmemory.InMemoryLookupTable;
import org.deeplearning4j.models.word2vec.VocabWord;
import org.deeplearning4j.models.word2vec.wordstore.VocabCache;
import org.nd4j.linalg.factory.Nd4j;

/** Deeplearning4j's table of vectors, with the exponent of the noise to choose. */
final class PowerNoiseTable extends InMemoryLookupTable<VocabWord> {

  /** Slots for each track, so that rare tracks are drawn too; Deeplearning4j has 100,000 in all. */
  private static final int SLOTS_PER_TRACK = 20;

  private final double exponent;
  private final int rows;

  PowerNoiseTable(VocabCache<VocabWord> vocabulary, int rows, Hyperparameters parameters) {
    super(
        vocabulary,
        parameters.vectorSize(),
        false,
        parameters.learningRate(),
        Nd4j.getRandom(),
        parameters.negative(),
        false);
    this.exponent = parameters.nsExponent();
    this.rows = rows;
    this.seed = parameters.seed();
  }

  @Override
  protected void makeTable(int tableSize, double power) {
    // The table holds row numbers as floats, which are exact up to 2^24.
    super.makeTable(
        (int) Math.max(tableSize, Math.min(1L << 26, (long) rows * SLOTS_PER_TRACK)), exponent);
  }
}
