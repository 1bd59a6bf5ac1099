package io.segue.app.served;

import io.segue.app.index.ServingIndex;
import io.segue.recommender.Recommendation;
import java.util.List;

/** Is told of every answer about a playlist, and keeps a sample. Thread-safe; returns at once. */
public interface ServedLog extends AutoCloseable {

  /** Keeps nothing. */
  ServedLog NOTHING =
      new ServedLog() {
        @Override
        public void served(
            String playlistId,
            int trackCount,
            ServingIndex index,
            boolean candidate,
            List<Recommendation> recommendations) {}

        @Override
        public void close() {}
      };

  /**
   * An answer was made.
   *
   * @param trackCount how many entries of the playlist went into it
   * @param index the version that answered
   * @param candidate whether that was on trial
   * @param recommendations the tracks in their order
   */
  void served(
      String playlistId,
      int trackCount,
      ServingIndex index,
      boolean candidate,
      List<Recommendation> recommendations);

  @Override
  void close();
}
