package io.segue.app.api;

import io.segue.app.playlists.Address;
import io.segue.app.playlists.PartitionLag;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the endpoints for operators are told by the rest of the instance.
 *
 * @param instances where the instances of the group are reached, this one among them, as last known
 * @param partitions how far this instance is behind in the partitions that it works on
 * @param deadLetters how many records this instance could not process since it started, by cause
 * @param deadLettersKept how many dead letters the topic keeps; null when Kafka does not tell now
 * @param rollback has all instances serve the version that was active before
 */
public record Operations(
    Supplier<Collection<Address>> instances,
    Supplier<List<PartitionLag>> partitions,
    Supplier<Map<String, Long>> deadLetters,
    DeadLettersKept deadLettersKept,
    IndexRollback rollback) {}
