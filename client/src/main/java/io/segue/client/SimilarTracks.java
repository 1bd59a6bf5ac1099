package io.segue.client;

import java.util.List;

/**
 * The tracks that are used most like a track.
 *
 * @param similar nearest first
 * @param instance who answered
 */
public record SimilarTracks(
    Track track,
    List<Recommendation> similar,
    String indexVersion,
    String instance,
    Staleness staleness) {}
