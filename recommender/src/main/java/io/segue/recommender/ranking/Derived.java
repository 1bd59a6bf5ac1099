package io.segue.recommender.ranking;

import io.segue.recommender.retrieval.NeighbourViews;
import io.segue.recommender.vectors.Directions;
import java.util.List;

/**
 * What is worked out once of a model's parts and settings, and shared by all who ask the model.
 *
 * @param directions those of the output vectors of each next-track model
 * @param views those of the settings' neighbours
 */
record Derived(List<Directions> directions, List<NeighbourViews> views) {

  static Derived of(RankingParts parts, RankingSettings settings) {
    return new Derived(
        parts.nextTracks().stream()
            .map(
                model ->
                    model.scale() > 0
                        ? Directions.asTheyAre(model.outputs())
                        : Directions.of(model.outputs()))
            .toList(),
        NeighbourViews.of(parts.index(), settings.neighbours()));
  }

  /** The same for other settings. */
  Derived with(RankingParts parts, RankingSettings before, RankingSettings settings) {
    return settings.neighbours().equals(before.neighbours())
        ? this
        : new Derived(directions, NeighbourViews.of(parts.index(), settings.neighbours()));
  }
}
