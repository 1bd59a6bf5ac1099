/**
 * The wire: what Segue's parts say to each other and to the outside through Kafka.
 *
 * <p>Owns the Avro records (generated from {@code src/main/avro}), the {@linkplain
 * io.segue.schemas.Topics topics} and their settings, and the meaning of a playlist's events
 * ({@link io.segue.schemas.PlaylistHistory}). Start at {@link io.segue.schemas.Topics}. May not
 * depend on the algorithm ({@code io.segue.recommender}) or on anything above it.
 */
@NullMarked
package io.segue.schemas;

import org.jspecify.annotations.NullMarked;
