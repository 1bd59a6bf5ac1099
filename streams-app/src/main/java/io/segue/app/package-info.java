/**
 * The online part of Segue: follows the playlists and the index, answers queries.
 *
 * <p>{@link io.segue.app.SegueApp} is the whole of it for those who embed it, {@link
 * io.segue.app.ServeCommand} the command line. Knows nothing of training.
 */
@NullMarked
package io.segue.app;

import org.jspecify.annotations.NullMarked;
