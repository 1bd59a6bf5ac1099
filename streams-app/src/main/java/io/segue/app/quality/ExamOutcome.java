package io.segue.app.quality;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What came of examining one event.
 *
 * @param playlistId the event's playlist
 * @param version which version was asked: the one that answers for the playlist
 * @param side which side of a trial it was asked for; null while there is none, and for events of
 *     empty playlists, where all versions answer alike
 * @param slices what kind of event it was
 * @param rank at which rank the version had the track, from 1; 0 when it was not among the first
 *     {@value RankCounts#DEPTH}
 * @param shown hashes of the tracks that it recommended first
 * @param at when
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read once
record ExamOutcome(
    String playlistId,
    String version,
    @Nullable TrialSide side,
    Set<EventSlice> slices,
    int rank,
    long[] shown,
    Instant at) {}
