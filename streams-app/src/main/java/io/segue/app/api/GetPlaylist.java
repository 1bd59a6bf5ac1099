package io.segue.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.segue.app.api.ReadAfter.AfterView;
import io.segue.app.api.Views.StalenessView;
import io.segue.app.api.Views.TrackView;
import io.segue.app.playlists.PlaylistLookup;
import io.segue.schemas.PlaylistState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/playlists/{id}?after=4-17}: a playlist as it stands, or as it stands after an
 * event ({@link ReadAfter}). With {@code tracks=false} without its tracks, for who only wants to
 * know whether something has happened.
 *
 * <p>200 with {@link Body}; 400 for an id that cannot be one; 404 for a playlist of which no event
 * was seen; 503 while no instance can answer for it.
 */
final class GetPlaylist implements Endpoint {

  /**
   * The answer.
   *
   * @param playlistId its id
   * @param userId whose it is, where known
   * @param trackCount how many entries it has
   * @param tracks the entries, oldest first; left out if they were not asked for
   * @param skipped tracks that were skipped and not added since, oldest first; likewise
   * @param eventCount how many events have been applied since the playlist began
   * @param updatedAt when the event happened that was applied last
   * @param instance which instance answered
   * @param staleness how current it is
   * @param after whether the event that was asked for is in it; left out when none was
   */
  record Body(
      String playlistId,
      @Nullable String userId,
      int trackCount,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Entry> tracks,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<TrackView> skipped,
      long eventCount,
      String updatedAt,
      String instance,
      StalenessView staleness,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AfterView after) {}

  /**
   * One entry of a playlist.
   *
   * @param trackId the track
   * @param title its title, where known
   * @param artist its artist, where known
   * @param addedAt when it was added, by the producer's clock
   */
  record Entry(String trackId, @Nullable String title, @Nullable String artist, String addedAt) {}

  static final String TRACKS = "tracks";

  private final PlaylistRouting routing;
  private final ReadAfter reading;
  private final LoadLimits limits;
  private final Surroundings around;

  GetPlaylist(PlaylistRouting routing, ReadAfter reading, LoadLimits limits, Surroundings around) {
    this.routing = routing;
    this.reading = reading;
    this.limits = limits;
    this.around = around;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/v1/playlists/{id}";
  }

  @Override
  public Set<String> queryParameters() {
    return Set.of(EventToken.PARAMETER, TRACKS);
  }

  @Override
  public Answer answer(ApiRequest request) {
    String playlistId = request.id("id", "playlist id");
    EventToken event = EventToken.of(request);
    boolean withTracks = !Boolean.FALSE.equals(request.flag(TRACKS));
    return routing.route(
        request,
        playlistId,
        here -> {
          ReadAfter.Reading read = reading.read(playlistId, here, event);
          return limits.computing(() -> Answer.json(Answer.OK, body(playlistId, read, withTracks)));
        },
        null);
  }

  /** The playlist, or the 404 that says that there is none. */
  static PlaylistState stateOf(String playlistId, PlaylistLookup.Here here) {
    PlaylistState state = here.state();
    if (state == null) {
      throw ProblemException.notFound(
          "No event of the playlist "
              + Texts.quoted(playlistId)
              + " has been seen. Ids are case"
              + " sensitive; POST /v1/recommendations recommends without a playlist.");
    }
    return state;
  }

  private Body body(String playlistId, ReadAfter.Reading read, boolean withTracks) {
    PlaylistState state = read.state(playlistId);
    return new Body(
        playlistId,
        state.getUserId(),
        state.getTracks().size(),
        withTracks ? entries(state) : null,
        withTracks ? state.getSkipped().stream().map(around::view).toList() : null,
        state.getEventCount(),
        Instant.ofEpochMilli(state.getUpdatedAt()).toString(),
        around.instance(),
        around.view(read.here().staleness()),
        read.after());
  }

  private List<Entry> entries(PlaylistState state) {
    List<Entry> entries = new ArrayList<>(state.getTracks().size());
    for (int i = 0; i < state.getTracks().size(); i++) {
      TrackView track = around.view(state.getTracks().get(i));
      entries.add(
          new Entry(
              track.trackId(),
              track.title(),
              track.artist(),
              Instant.ofEpochMilli(state.getOccurredAt().get(i)).toString()));
    }
    return entries;
  }
}
