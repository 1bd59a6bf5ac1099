/**
 * The wire: what Segue's parts say to each other and to the outside through Kafka.
 *
 * <p>Owns the Avro records (generated from {@code src/main/avro}), the {@linkplain
 * io.segue.schemas.Topics topics} and their creation, the meaning of a playlist's events ({@link
 * io.segue.schemas.PlaylistHistory}), which events are valid ({@link io.segue.schemas.EventRules}),
 * the serdes ({@link io.segue.schemas.AvroSerdes}), and how command lines reach Kafka ({@link
 * io.segue.schemas.ConnectionOptions}) and end ({@link io.segue.schemas.CommandLines}). Start at
 * {@link io.segue.schemas.Topics}. May not depend on the algorithm ({@code io.segue.recommender})
 * or on anything above it.
 */
@NullMarked
package io.segue.schemas;

import org.jspecify.annotations.NullMarked;
