package io.segue.trainer.space;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The query-time settings to be tried. They are tried on every trained embedding, as they need no
 * training; only {@code efSearch} waits for the winner, as it needs the winner's graph.
 *
 * @param lastTracks how many tracks make a query
 * @param decay the weights of earlier tracks
 * @param efSearch how many candidates a graph search keeps, 1 to 10,000 each
 */
public record QuerySpace(List<Integer> lastTracks, List<Float> decay, List<Integer> efSearch) {

  /** A few of each. */
  public static final QuerySpace DEFAULT =
      new QuerySpace(List.of(1, 3, 5, 10), List.of(0.7f, 0.9f), List.of(100, 200, 400));

  /** Copies the lists and checks every value. */
  public QuerySpace {
    lastTracks = List.copyOf(lastTracks);
    decay = List.copyOf(decay);
    efSearch = efSearch.stream().sorted().toList();
    for (int ef : efSearch) {
      if (ef < 1 || ef > 10_000) {
        throw new IllegalArgumentException("ef_search must be between 1 and 10000, not " + ef);
      }
    }
    choices(lastTracks, decay);
  }

  /** All combinations that differ: of a single track the decay does not matter. */
  public List<QueryChoice> choices() {
    return choices(lastTracks, decay);
  }

  private static List<QueryChoice> choices(List<Integer> lastTracks, List<Float> decay) {
    Set<QueryChoice> choices = new LinkedHashSet<>();
    for (int last : lastTracks) {
      for (float weight : decay) {
        choices.add(new QueryChoice(last, last == 1 ? decay.get(0) : weight));
      }
    }
    return List.copyOf(choices);
  }
}
