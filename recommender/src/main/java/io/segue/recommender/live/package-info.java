/**
 * What a model learns after its training: rules from playlists that change now, and tracks that it
 * does not know. Entry: {@link io.segue.recommender.live.LiveSegment}. Depends on {@code
 * retrieval}, {@code neighbours} and {@code vectors} only; knows neither offsets nor clocks, so who
 * feeds it decides what the model has not seen yet.
 */
@NullMarked
package io.segue.recommender.live;

import org.jspecify.annotations.NullMarked;
