/**
 * The stream processing: playlist events into the store of playlists, track records into the store
 * of tracks, and what cannot be processed into the dead letters.
 *
 * <p>Start at {@link io.segue.app.topology.PlaylistTopology}, which is pure: the tests drive the
 * very topology that production runs. The only package that may touch RocksDB. May not depend on
 * HTTP or on the index.
 */
@NullMarked
package io.segue.app.topology;

import org.jspecify.annotations.NullMarked;
