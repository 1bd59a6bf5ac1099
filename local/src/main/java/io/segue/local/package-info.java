/**
 * Everything in one process, for a laptop: a real broker, invented playlists, and the demo that
 * runs the main job from events to recommendations. Entry: {@link io.segue.local.Main}, which is
 * also the whole command line, every subcommand of every module. Nothing may depend on this
 * package.
 */
@NullMarked
package io.segue.local;

import org.jspecify.annotations.NullMarked;
