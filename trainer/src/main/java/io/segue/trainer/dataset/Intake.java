package io.segue.trainer.dataset;

/**
 * What was read before a dataset was made of it.
 *
 * @param playlists how many playlists there were, short ones included
 * @param tooShort how many of them have too few tracks to be used
 * @param rejected how many records or rows could not be used
 * @param firstRejected what was wrong with the first of those, empty when there was none
 */
public record Intake(int playlists, int tooShort, long rejected, String firstRejected) {}
