package io.segue.trainer.trials;

import io.segue.trainer.space.QueryChoice;

/**
 * The query-time settings that did best with an embedding.
 *
 * @param choice which ones
 * @param metrics what they scored on playlists of the validation part, by {@link QueryEvaluation}
 */
public record TunedQuery(QueryChoice choice, Metrics metrics) {}
