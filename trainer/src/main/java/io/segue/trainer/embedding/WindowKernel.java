package io.segue.trainer.embedding;

/**
 * The arithmetic of one window: a training step of negative sampling for the track in the middle
 * (the first output, which the model shall find likely) and the counter-examples (the other
 * outputs, unlikely), given the neighbours (the inputs).
 *
 * <p>With x the inputs' vectors, y the outputs', t = 1 for the first output and 0 for the others,
 * and g(n,k) = learningRate · (t(k) - σ(x(n)·y(k))), a skip-gram step is
 *
 * <pre>
 *   x(n) += Σk g(n,k) y(k)      y(k) += Σn g(n,k) x(n)
 * </pre>
 *
 * with all right-hand sides read before anything is written: small matrix products in place of
 * word2vec's dot products one by one (Ji et al., "Parallelizing Word2Vec in Shared and Distributed
 * Memory", 2016). A CBOW step is the same with the mean of the inputs as the only input, and its
 * whole correction added to each of the inputs.
 *
 * <p>An instance has scratch memory of its own: one for each thread. Several may work on the same
 * matrices at once, without locks: an update may then get lost now and then, which stochastic
 * gradient descent forgives (Niu et al., "Hogwild!", 2011). Indices may repeat.
 */
interface WindowKernel {

  /**
   * A skip-gram step.
   *
   * @param inputs rows of the input matrix; the first {@code inputCount} count, 1 or more
   * @param outputs rows of the output matrix, that of the track in the middle first; the first
   *     {@code outputCount} count, 1 or more
   */
  void skipGram(int[] inputs, int inputCount, int[] outputs, int outputCount, float learningRate);

  /** A CBOW step; parameters as for {@link #skipGram}. */
  void cbow(int[] inputs, int inputCount, int[] outputs, int outputCount, float learningRate);
}
