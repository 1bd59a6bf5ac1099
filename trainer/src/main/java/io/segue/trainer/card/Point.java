package io.segue.trainer.card;

/**
 * A track on the map of the vectors.
 *
 * @param x from 0 to 1
 * @param y from 0 to 1
 * @param track the track's id
 * @param artist its artist, empty where it is not known
 */
public record Point(double x, double y, String track, String artist) {}
