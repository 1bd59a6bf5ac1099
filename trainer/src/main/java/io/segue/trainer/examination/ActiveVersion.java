package io.segue.trainer.examination;

import io.segue.recommender.Model;

/**
 * The version that is served now.
 *
 * @param version its name
 * @param model what it answers from
 * @param sameSplit whether its data came from the same source and was split by the same seed. If
 *     not, it may have been trained on playlists that are test playlists now, and looks better than
 *     it is
 */
public record ActiveVersion(String version, Model model, boolean sameSplit) {}
