package io.segue.recommender.live;

/**
 * One playlist's word on a track after another.
 *
 * @param successor the id of the track that came after
 * @param distance how many tracks later, from 1; negative when it was not wanted there
 * @param playlist tells playlists apart
 * @param atMs when, in milliseconds since the epoch
 */
public record LiveOccurrence(String successor, int distance, int playlist, long atMs) {}
