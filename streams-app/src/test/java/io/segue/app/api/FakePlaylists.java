package io.segue.app.api;

import io.segue.app.playlists.Address;
import io.segue.app.playlists.PlaylistDirectory;
import io.segue.app.playlists.PlaylistLookup;
import io.segue.app.playlists.Staleness;
import io.segue.app.topology.PlaylistProgress;
import io.segue.schemas.PlaylistState;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Playlists in memory; some may be said to lie elsewhere or nowhere. */
final class FakePlaylists implements PlaylistDirectory {

  static final Instant LAST_EVENT = Instant.parse("2026-11-22T11:59:58Z");

  /** The partition in which all of them lie. */
  static final int PARTITION = 3;

  private final PlaylistProgress progress = new PlaylistProgress();
  private final Map<String, PlaylistLookup> lookups = new ConcurrentHashMap<>();
  private final Map<String, PlaylistState> copies = new ConcurrentHashMap<>();
  private final Map<String, List<Address>> standbys = new ConcurrentHashMap<>();

  static PlaylistState state(List<String> tracks, List<String> skipped) {
    return new PlaylistState(
        "anna",
        tracks,
        tracks.stream().map(track -> 1_000L).toList(),
        skipped,
        ByteBuffer.allocate(0),
        (long) tracks.size() + skipped.size(),
        2_000L);
  }

  void put(String id, List<String> tracks, List<String> skipped) {
    lookups.put(id, here(state(tracks, skipped), Staleness.State.ACTIVE));
  }

  void putElsewhere(String id, Address owner) {
    lookups.put(id, new PlaylistLookup.Elsewhere(owner));
  }

  void putNowhere(String id, String reason) {
    lookups.put(id, new PlaylistLookup.Nowhere(reason));
  }

  void putStandby(String id, Address standby) {
    putStandbys(id, List.of(standby));
  }

  void putStandbys(String id, List<Address> addresses) {
    standbys.put(id, addresses);
  }

  void putCopy(String id, List<String> tracks) {
    copies.put(id, state(tracks, List.of()));
  }

  @Override
  public PlaylistLookup find(String playlistId) {
    return lookups.getOrDefault(playlistId, here(null, Staleness.State.ACTIVE));
  }

  @Override
  public PlaylistLookup findCopy(String playlistId) {
    PlaylistState copy = copies.get(playlistId);
    return copy == null
        ? new PlaylistLookup.Nowhere("there is no copy")
        : here(copy, Staleness.State.STANDBY);
  }

  @Override
  public List<Address> standbysOf(String playlistId) {
    return standbys.getOrDefault(playlistId, List.of());
  }

  /** Has the event as soon as it is {@link #arrive told} so. */
  @Override
  public boolean awaitEvent(int partition, long offset, Duration limit) {
    return progress.await(partition, offset, limit);
  }

  /** From now on a playlist has these tracks, the last of them by an event at an offset. */
  void arrive(String id, List<String> tracks, long offset) {
    put(id, tracks, List.of());
    progress.reached(PARTITION, offset, LAST_EVENT);
  }

  private static PlaylistLookup here(@Nullable PlaylistState state, Staleness.State copy) {
    return new PlaylistLookup.Here(
        state,
        new Staleness(
            copy,
            PARTITION,
            7L,
            LAST_EVENT.plusSeconds(1),
            LAST_EVENT.minusSeconds(1),
            LAST_EVENT));
  }
}
