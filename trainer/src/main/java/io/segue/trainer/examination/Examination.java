package io.segue.trainer.examination;

import io.segue.recommender.evaluation.TargetRanks.Estimate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about a model.
 *
 * @param questions how many playlists were asked about
 * @param nextTrack what comes next: one right answer a question; metrics by name, such as "hr@100"
 * @param secondHalf what else belongs here: several right answers a question; likewise
 * @param mostPopular what a list of the most popular tracks scores on the questions of {@code
 *     nextTrack}
 * @param overMostPopular the hit rate of lists of 100 minus that of the most popular ones
 * @param slices how the questions of {@code nextTrack} were answered, by what they have in common
 * @param behaviour how the model behaves beyond that
 * @param comparison how it stands to the active version; null when there is none to compare with
 * @param seconds how long it took
 */
public record Examination(
    int questions,
    Map<String, Estimate> nextTrack,
    Map<String, Estimate> secondHalf,
    Map<String, Estimate> mostPopular,
    Estimate overMostPopular,
    List<SliceResult> slices,
    Behaviour behaviour,
    @Nullable Comparison comparison,
    double seconds) {

  /** Copies the collections; keeps the maps' order. */
  public Examination {
    nextTrack = Collections.unmodifiableMap(new LinkedHashMap<>(nextTrack));
    secondHalf = Collections.unmodifiableMap(new LinkedHashMap<>(secondHalf));
    mostPopular = Collections.unmodifiableMap(new LinkedHashMap<>(mostPopular));
    slices = List.copyOf(slices);
  }
}
