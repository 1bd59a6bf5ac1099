/**
 * Reading the stores from outside of the stream: where a playlist lies, what it holds, how stale
 * that is, and what tracks are called.
 *
 * <p>Start at {@link io.segue.app.playlists.PlaylistDirectory}. May not depend on HTTP or on the
 * index.
 */
@NullMarked
package io.segue.app.playlists;

import org.jspecify.annotations.NullMarked;
