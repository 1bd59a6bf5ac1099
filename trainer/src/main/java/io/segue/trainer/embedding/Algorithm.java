package io.segue.trainer.embedding;

/** Which of the two word2vec models is trained. */
public enum Algorithm {
  /** Each neighbour's vector alone predicts the track in the middle. */
  SKIP_GRAM,
  /** The mean of the neighbours' vectors predicts the track in the middle. */
  CBOW
}
