package io.segue.recommender.live;

import org.jspecify.annotations.Nullable;

/**
 * A track that the model does not know, as it stands now. Immutable by agreement.
 *
 * @param id its id
 * @param number its number, from the model's number of tracks on
 * @param artist its artist's number, -1 when the model does not know the artist
 * @param companions tracks of the model that it was heard with, the nearest first
 * @param vector its place in the model's latent space, of length 1; null when there is nothing to
 *     tell it from
 * @param playlists in how many playlists it was wanted
 */
@SuppressWarnings("ArrayRecordComponent") // read in hot loops, never compared
record FreshTrack(
    String id,
    int number,
    int artist,
    int[] companions,
    float @Nullable [] vector,
    int playlists) {}
