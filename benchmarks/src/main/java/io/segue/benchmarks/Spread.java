package io.segue.benchmarks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One figure of several rounds: what is in the middle, and how far apart they lie.
 *
 * @param median the middle one; of an even number the higher of the two
 * @param rounds all of them, in the order in which they were measured
 */
record Spread(double median, double lowest, double highest, List<Double> rounds) {

  /** The heading of what {@link #row} prints. */
  static String heading(String what) {
    return String.format(Locale.ROOT, "%-52s %12s %12s %12s", what, "median", "lowest", "highest");
  }

  /** The spread of at least one figure. */
  static Spread of(double... rounds) {
    double[] sorted = rounds.clone();
    Arrays.sort(sorted);
    return new Spread(
        sorted[sorted.length / 2],
        sorted[0],
        sorted[sorted.length - 1],
        Arrays.stream(rounds).boxed().toList());
  }

  /** The spread of a figure that each round has. */
  static <T> Spread of(Collection<T> rounds, ToDoubleFunction<T> figure) {
    return of(rounds.stream().mapToDouble(figure).toArray());
  }

  /** A line for people, with as many decimals as the size of the figures calls for. */
  String row(String name) {
    String number = Math.abs(median) >= 1_000 ? "%,12.0f" : "%,12.2f";
    return String.format(
        Locale.ROOT,
        "%-52s " + String.join(" ", number, number, number),
        name,
        median,
        lowest,
        highest);
  }

  /** The same as fields of an object with this name. */
  void put(ObjectNode parent, String name) {
    ObjectNode node = parent.putObject(name);
    node.put("median", median).put("lowest", lowest).put("highest", highest);
    ArrayNode all = node.putArray("rounds");
    rounds.forEach(all::add);
  }
}
