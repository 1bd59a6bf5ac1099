package io.segue.recommender.live;

import io.segue.recommender.vectors.VectorTable;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link LiveSegment} needs to know of its model.
 *
 * @param tracks how many tracks the model has
 * @param numbers the number of a track's id, below 0 when the model does not have the track
 * @param vectors the vectors of the first tracks, each of length 1
 * @param artists the artist of a track that the model does not have
 * @param artistVectors what stands for an artist
 * @param lastTracks how many of a playlist's last tracks make its vector
 * @param decay what each earlier one weighs in terms of the one after it
 */
public record LatentSpace(
    int tracks,
    ToIntFunction<String> numbers,
    VectorTable vectors,
    ToIntFunction<String> artists,
    ArtistVectors artistVectors,
    int lastTracks,
    float decay) {

  /** Gives a vector that stands for an artist. */
  @FunctionalInterface
  public interface ArtistVectors {

    /** A vector of the model's stride, to be kept; null when the artist has none. */
    float @Nullable [] of(int artist);
  }
}
