package io.segue.app.quality;

/**
 * Where an event is.
 *
 * @param partition its partition of {@code playlist-events}
 * @param offset its offset there
 */
public record EventPlace(int partition, long offset) {}
