package io.segue.recommender.retrieval;

/**
 * What happened since the model was trained, as the sources read it: what followed what, and tracks
 * that the model does not know. Those are numbered on from the model's last track, and are called
 * <em>fresh</em>.
 *
 * <p>Implementations are thread-safe and may learn while they are read. A fresh track keeps its
 * number as long as the object lives.
 */
public interface LiveEvidence {

  /** Knows nothing. */
  LiveEvidence NONE =
      new LiveEvidence() {
        @Override
        public void following(int track, OccurrenceVisitor visitor) {
          // nothing followed
        }

        @Override
        public void preceding(int track, OccurrenceVisitor visitor) {
          // nothing came before
        }

        @Override
        public int count(int track) {
          return 0;
        }

        @Override
        public int artistOf(int freshTrack) {
          return -1;
        }

        @Override
        public int[] companions(int freshTrack) {
          return new int[0];
        }

        @Override
        public int[] nearest(Query query) {
          return new int[0];
        }
      };

  /** Is shown one occurrence of a track beside another. */
  @FunctionalInterface
  interface OccurrenceVisitor {

    /**
     * An occurrence.
     *
     * @param other the other track
     * @param distance how many tracks lie between the two, and one, from 1
     * @param weight how much the occurrence counts beside one of the training's, which counts 1;
     *     below 0 when the track was not wanted there
     */
    void visit(int other, int distance, float weight);
  }

  /**
   * Shows what followed a track: those that were wanted first, so that who adds up and stops at 0
   * has added before.
   */
  void following(int track, OccurrenceVisitor visitor);

  /** Shows what came before a track, in the same way. */
  void preceding(int track, OccurrenceVisitor visitor);

  /** How many times a track was followed by another one. */
  int count(int track);

  /** The artist of a fresh track, or -1 when the model does not know the artist. */
  int artistOf(int freshTrack);

  /** Tracks of the model that were heard together with a fresh track; may be empty. Not a copy. */
  int[] companions(int freshTrack);

  /** The fresh tracks that are nearest to a playlist and may be recommended, nearest first. */
  int[] nearest(Query query);
}
