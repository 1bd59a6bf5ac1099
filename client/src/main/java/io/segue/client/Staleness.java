package io.segue.client;

import org.jspecify.annotations.Nullable;

/**
 * How current an answer about a playlist is.
 *
 * @param state {@code active} on the instance that works on the playlist, {@code standby} in a
 *     copy, {@code none} where nobody has it now or no playlist was asked about
 * @param behindMs all that Kafka held so many milliseconds ago is in the answer; null where nothing
 *     is known
 * @param recordsBehind records that were there at the last measurement and are not in the answer
 * @param lastEventAgeMs how long ago the partition's last event came
 */
public record Staleness(
    String state,
    @Nullable Integer partition,
    @Nullable Long recordsBehind,
    @Nullable Long measuredAgoMs,
    @Nullable Long behindMs,
    @Nullable Long lastEventAgeMs) {}
