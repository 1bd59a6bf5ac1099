package io.segue.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.segue.app.playlists.Staleness;
import io.segue.app.playlists.TrackCatalogue;
import io.segue.recommender.Because;
import io.segue.recommender.Recommendation;
import io.segue.schemas.Track;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The JSON shapes that several endpoints share. Times are ISO 8601 in UTC. */
final class Views {

  private Views() {}

  /**
   * A track.
   *
   * @param trackId its id
   * @param title its title; null when the catalogue does not know it
   * @param artist its artist; null when the catalogue does not know it
   */
  record TrackView(String trackId, @Nullable String title, @Nullable String artist) {

    static TrackView of(String trackId, TrackCatalogue catalogue) {
      Track track = catalogue.find(trackId);
      return track == null
          ? new TrackView(trackId, null, null)
          : new TrackView(trackId, track.getTitle(), track.getArtist());
    }
  }

  /**
   * A recommended track.
   *
   * @param rank from 1
   * @param trackId its id
   * @param title its title; null when the catalogue does not know it
   * @param artist its artist; null when the catalogue does not know it
   * @param score comparable within one source of one answer only
   * @param source {@code ranked}, {@code retrieved}, {@code neighbours}, {@code artist}, {@code
   *     popularity} or {@code fresh}
   * @param because why it is there; left out unless that was asked for
   */
  record RecommendationView(
      int rank,
      String trackId,
      @Nullable String title,
      @Nullable String artist,
      double score,
      String source,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BecauseView because) {

    static RecommendationView of(
        int rank, Recommendation recommendation, TrackCatalogue catalogue) {
      TrackView track = TrackView.of(recommendation.trackId(), catalogue);
      Because because = recommendation.because();
      return new RecommendationView(
          rank,
          track.trackId(),
          track.title(),
          track.artist(),
          recommendation.score(),
          recommendation.source().name().toLowerCase(Locale.ROOT),
          because == null ? null : BecauseView.of(because, catalogue));
    }
  }

  /**
   * Why a track is recommended.
   *
   * @param tracks the playlist's own tracks that speak for it, the most first; the shares add up to
   *     1, unless no track does
   * @param sources who proposed it; the shares add up to 1
   */
  record BecauseView(List<TrackShare> tracks, List<SourceShare> sources) {

    static BecauseView of(Because because, TrackCatalogue catalogue) {
      return new BecauseView(
          because.tracks().stream().map(share -> TrackShare.of(share, catalogue)).toList(),
          because.sources().stream()
              .map(share -> new SourceShare(share.name(), share.share()))
              .toList());
    }
  }

  /**
   * A track of the playlist as a reason.
   *
   * @param trackId its id
   * @param title its title; null when the catalogue does not know it
   * @param artist its artist; null when the catalogue does not know it
   * @param share how much of the reason it is, above 0
   */
  record TrackShare(String trackId, @Nullable String title, @Nullable String artist, double share) {

    static TrackShare of(Because.Share share, TrackCatalogue catalogue) {
      TrackView track = TrackView.of(share.name(), catalogue);
      return new TrackShare(track.trackId(), track.title(), track.artist(), share.share());
    }
  }

  /**
   * A source as a reason.
   *
   * @param source its name
   * @param share how much of the reason it is, above 0
   */
  record SourceShare(String source, double share) {}

  /**
   * How current the playlist behind an answer is.
   *
   * @param state {@code active}, {@code standby} or {@code none}
   * @param partition the partition of playlist-events; null for {@code none}
   * @param recordsBehind records that were in that partition when it was last measured, and are not
   *     in the answer; null when not measured yet
   * @param measuredAgoMs how long ago that was, in milliseconds; null when not measured yet, or
   *     when this instance's clock has been put back since
   * @param behindMs all that the partition held so many milliseconds ago is in the answer; null
   *     when that is not known, as when this instance's clock has been put back since
   * @param lastEventAgeMs the age of the last event that was applied from that partition, in
   *     milliseconds; null when none was since this instance took the partition over
   */
  record StalenessView(
      String state,
      @Nullable Integer partition,
      @Nullable Long recordsBehind,
      @Nullable Long measuredAgoMs,
      @Nullable Long behindMs,
      @Nullable Long lastEventAgeMs) {

    static StalenessView of(Staleness staleness, Clock clock) {
      Instant now = clock.instant();
      return new StalenessView(
          staleness.state().name().toLowerCase(Locale.ROOT),
          staleness.partition(),
          staleness.recordsBehind(),
          ageHere(staleness.measuredAt(), now),
          ageHere(staleness.completeUpTo(), now),
          age(staleness.lastEventAt(), now));
    }

    /** Of a time that this clock told: after now, the clock has been put back, and nobody knows. */
    private static @Nullable Long ageHere(@Nullable Instant then, Instant now) {
      return then == null || then.isAfter(now) ? null : age(then, now);
    }

    /** Of a time that another clock told, which may be ahead of this one. */
    private static @Nullable Long age(@Nullable Instant then, Instant now) {
      return then == null ? null : Math.max(0, Duration.between(then, now).toMillis());
    }
  }
}
