package io.segue.app.api;

import io.segue.app.hashing.StableHash;
import io.segue.recommender.Exclusions;
import io.segue.recommender.RecommendationRequest;
import io.segue.recommender.ordering.Ordering;
import io.segue.schemas.EventRules;
import io.segue.schemas.InvalidEventException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client may ask of recommendations, with the same names in a body and in query parameters;
 * there, lists are parameters that are given several times. Everything but {@code tracks} may be
 * absent.
 *
 * @param tracks track ids, oldest first; of a body only, where it may be empty and must be there
 * @param k how many tracks are asked for, 1 to 500; 20 when absent
 * @param repeats whether the given tracks may be recommended again; false when absent
 * @param excludeTracks track ids that are not to be recommended
 * @param excludeArtists artists, as the catalogue writes them, of whom nothing is to be recommended
 * @param perArtistMax how many tracks of one artist the answer may have, 1 to 500; any number when
 *     absent
 * @param contextTracks track ids, oldest first, that tell what is wanted where the playlist does
 *     not
 * @param contextArtists artists that do
 * @param diversity how much a track is to differ from those before it, 0 to 1; 0 when absent
 * @param artistSpacing how many other tracks come between two of one artist, 0 to 50; 0 when absent
 * @param exploration the share of tracks of which hardly anything is known yet, 0 to 0.5; 0 when
 *     absent
 * @param explain whether each recommendation says why it is there; false when absent
 * @param indexVersion which index version is to answer, of those in memory; of a body only; the one
 *     that serves when absent
 */
record Question(
    @Nullable List<@Nullable String> tracks,
    @Nullable Integer k,
    @Nullable Boolean repeats,
    @Nullable List<@Nullable String> excludeTracks,
    @Nullable List<@Nullable String> excludeArtists,
    @Nullable Integer perArtistMax,
    @Nullable List<@Nullable String> contextTracks,
    @Nullable List<@Nullable String> contextArtists,
    @Nullable Double diversity,
    @Nullable Integer artistSpacing,
    @Nullable Double exploration,
    @Nullable Boolean explain,
    @Nullable String indexVersion) {

  static final IntOption K = new IntOption("k", 1, 500);
  static final int K_DEFAULT = 20;

  private static final IntOption PER_ARTIST_MAX = new IntOption("perArtistMax", 1, 500);
  private static final IntOption ARTIST_SPACING =
      new IntOption("artistSpacing", 0, Ordering.SPACING_MAX);
  private static final ShareOption DIVERSITY = new ShareOption("diversity", 1);
  private static final ShareOption EXPLORATION =
      new ShareOption("exploration", Ordering.EXPLORATION_MAX);

  /** The names of the query parameters. */
  static final Set<String> PARAMETERS =
      Set.of(
          "k",
          "repeats",
          "excludeTracks",
          "excludeArtists",
          "perArtistMax",
          "contextTracks",
          "contextArtists",
          "diversity",
          "artistSpacing",
          "exploration",
          "explain");

  /**
   * What the query parameters ask; without tracks.
   *
   * @throws ProblemException naming the first that cannot be used
   */
  static Question of(ApiRequest request) {
    return new Question(
        null,
        K.of(request),
        request.flag("repeats"),
        request.all("excludeTracks"),
        request.all("excludeArtists"),
        PER_ARTIST_MAX.of(request),
        request.all("contextTracks"),
        request.all("contextArtists"),
        DIVERSITY.of(request),
        ARTIST_SPACING.of(request),
        EXPLORATION.of(request),
        request.flag("explain"),
        null);
  }

  /** The body's own tracks. */
  List<String> givenTracks() {
    if (tracks == null) {
      throw ProblemException.badRequest(
          "The field 'tracks' is missing; give the track ids, oldest first.");
    }
    return ids("tracks", "track id", tracks);
  }

  /**
   * The request for a playlist.
   *
   * @param playlist its tracks, oldest first
   * @param refused tracks that are not to be recommended, besides those of the question
   * @param subject what the answer is for; it decides, together with the version, which fresh
   *     tracks are explored
   * @param version the index version that answers
   * @throws ProblemException naming the first thing that cannot be used
   */
  RecommendationRequest about(
      List<String> playlist, Collection<String> refused, String subject, String version) {
    Set<String> excluded = new HashSet<>(ids("excludeTracks", "track id", excludeTracks));
    excluded.addAll(refused);
    return RecommendationRequest.builder(playlist, K.orElse(k, K_DEFAULT))
        .repeats(isSet(repeats))
        .excluded(
            new Exclusions(excluded, Set.copyOf(ids("excludeArtists", "artist", excludeArtists))))
        .perArtistMax(PER_ARTIST_MAX.orElse(perArtistMax, RecommendationRequest.ANY_NUMBER))
        .context(
            ids("contextTracks", "track id", contextTracks),
            ids("contextArtists", "artist", contextArtists))
        .ordering(
            new Ordering(
                DIVERSITY.orZero(diversity),
                ARTIST_SPACING.orElse(artistSpacing, 0),
                EXPLORATION.orZero(exploration),
                StableHash.of(version, subject)))
        .explained(isSet(explain))
        .build();
  }

  private static boolean isSet(@Nullable Boolean flag) {
    return flag != null && flag;
  }

  private static List<String> ids(
      String field, String what, @Nullable List<@Nullable String> given) {
    if (given == null) {
      return List.of();
    }
    try {
      return given.stream()
          .map(id -> EventRules.checkId(what + " in '" + field + "'", id))
          .toList();
    } catch (InvalidEventException e) {
      throw ProblemException.badRequest(String.valueOf(e.getMessage()));
    }
  }
}
