package io.segue.trainer.card;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the ranking part of a model is.
 *
 * @param outcome a clause: what ranks, or why there is none
 * @param figures what was measured, by name: {@code holdout.hr@20} and {@code holdout.mrr@20} on
 *     the newest part of the training playlists, {@code query_us} for the median time of a query in
 *     microseconds, {@code sessions}, {@code events} and {@code bytes_per_event} of the session
 *     index; empty when there is no ranking
 * @param settings how candidates are found, by name; empty when there is no ranking
 */
public record RankingProfile(
    String outcome, Map<String, Double> figures, Map<String, String> settings) {

  /** Copies the maps; keeps the figures' order. */
  public RankingProfile {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  /** There is none, and a clause says why. */
  public static RankingProfile none(String reason) {
    return new RankingProfile("none: " + reason, Map.of(), Map.of());
  }

  /**
   * The figures that are the same whenever the same is trained, which a time is not; named as
   * metrics of the version.
   */
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new TreeMap<>();
    figures.forEach((name, value) -> metrics.put("ranking." + name, value));
    metrics.remove("ranking.query_us");
    return metrics;
  }

  /** Whether there is a ranking. */
  public boolean exists() {
    return !settings.isEmpty();
  }
}
