package io.segue.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a caller wishes of recommendations, each wish with the server's default until it is given.
 * Immutable: every method returns other options.
 */
public final class Options {

  private static final Options DEFAULTS = new Options(Map.of());

  private final Map<String, Object> values;

  private Options(Map<String, Object> values) {
    this.values = values;
  }

  /** No wishes: 20 tracks that the playlist does not have. */
  public static Options defaults() {
    return DEFAULTS;
  }

  /** How many tracks are asked for, 1 to 500. */
  public Options k(int k) {
    return with("k", k);
  }

  /** Tracks of the playlist may be recommended again. */
  public Options repeats() {
    return with("repeats", true);
  }

  /** Tracks that are not to be recommended. */
  public Options excludeTracks(List<String> trackIds) {
    return with("excludeTracks", List.copyOf(trackIds));
  }

  /** Artists of whom nothing is to be recommended. */
  public Options excludeArtists(List<String> artists) {
    return with("excludeArtists", List.copyOf(artists));
  }

  /** How many tracks of one artist the answer may have, 1 to 500. */
  public Options perArtistMax(int tracks) {
    return with("perArtistMax", tracks);
  }

  /** Tracks that tell what is wanted where the playlist does not. */
  public Options contextTracks(List<String> trackIds) {
    return with("contextTracks", List.copyOf(trackIds));
  }

  /** Artists that tell what is wanted where the playlist does not. */
  public Options contextArtists(List<String> artists) {
    return with("contextArtists", List.copyOf(artists));
  }

  /** How much a track is to differ from those before it, 0 to 1. */
  public Options diversity(double diversity) {
    return with("diversity", diversity);
  }

  /** How many other tracks come between two of one artist, 0 to 50. */
  public Options artistSpacing(int tracks) {
    return with("artistSpacing", tracks);
  }

  /** The share of tracks of which hardly anything is known yet, 0 to 0.5. */
  public Options exploration(double share) {
    return with("exploration", share);
  }

  /** Each recommendation says why it is there; takes about ten times as long. */
  public Options explain() {
    return with("explain", true);
  }

  /** By their names in the API, in the order in which they were given. */
  Map<String, Object> values() {
    return values;
  }

  private Options with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Options(more);
  }
}
