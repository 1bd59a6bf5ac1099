package io.segue.trainer.embedding;

/**
 * A way to learn track vectors from playlists. Whatever a family does while it trains, what comes
 * out is one vector a track, compared by cosine, and queries that are decayed sums of such vectors:
 * that is what the index holds and the recommender asks.
 *
 * <p>Families that need large libraries live in modules of their own and are found by {@link
 * java.util.ServiceLoader}; see {@link ModelFamilies}. Implementations are stateless and
 * thread-safe.
 */
public interface ModelFamily {

  /** The name in search spaces and reports, such as "prod2vec". */
  String name();

  /**
   * Trains.
   *
   * @param corpus the training part
   * @param parameters what to train with; a family passes over what has no meaning for it
   * @param progress told how many tracks were read
   * @return vectors of all tracks that occur {@code minCount} times; with one thread and equal
   *     input the same bits on the same kind of processor
   * @throws IllegalArgumentException when the corpus cannot be trained on with these parameters,
   *     saying why
   * @throws InterruptedException when the calling thread was interrupted; the training has ended
   */
  Embedding train(Corpus corpus, Hyperparameters parameters, TrainingProgress progress)
      throws InterruptedException;
}
