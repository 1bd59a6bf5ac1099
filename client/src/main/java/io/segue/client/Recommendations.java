package io.segue.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer.
 *
 * @param playlistId null where a list of tracks was asked about
 * @param recommendations best first
 * @param trackCount how many tracks the playlist or the list has
 * @param indexVersion which version answered
 * @param instance who answered
 * @param after what came of waiting for an event; null where none was waited for
 */
public record Recommendations(
    @Nullable String playlistId,
    List<Recommendation> recommendations,
    int trackCount,
    String indexVersion,
    String instance,
    Staleness staleness,
    @Nullable After after) {}
