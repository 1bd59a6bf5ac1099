package io.segue.client;

/**
 * Where an event lies in Kafka.
 *
 * @param partition of the topic {@code playlist-events}
 * @param token by which a question waits for the event
 * @param instance who wrote it
 */
public record EventPlace(
    String eventId, String playlistId, int partition, long offset, String token, String instance) {}
