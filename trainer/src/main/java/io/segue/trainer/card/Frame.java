package io.segue.trainer.card;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where values lie in a picture of {@value #WIDTH} by {@value #HEIGHT}: texts or numbers from left
 * to right, numbers from bottom to top.
 *
 * <p>As long as there are few different values, each has a column of its own. More of them, if they
 * are numbers, lie on a scale, a logarithmic one where they differ by a factor of {@value #WIDE} or
 * more.
 */
final class Frame {

  /** The picture's width. */
  static final int WIDTH = 320;

  /** The picture's height. */
  static final int HEIGHT = 200;

  private static final int LEFT = 52;
  private static final int RIGHT = 14;
  private static final int TOP = 12;
  private static final int BOTTOM = 30;
  private static final int LINES = 4;
  private static final int COLUMNS_MAX = 6;
  private static final double WIDE = 20;

  private final List<String> values;
  private final boolean scaled;
  private final boolean logarithmic;
  private final double first;
  private final double last;
  private final double low;
  private final double high;

  /**
   * @param values all values from left to right, with repeats, in any order
   * @param low the lowest number from bottom to top
   * @param high the highest one
   */
  Frame(List<String> values, double low, double high) {
    this(values, low, high, true);
  }

  /**
   * The same, with a say in the scale.
   *
   * @param mayBeLogarithmic whether numbers may lie on a logarithmic scale
   */
  Frame(List<String> values, double low, double high, boolean mayBeLogarithmic) {
    this.values = values.stream().distinct().sorted(Frame::compare).toList();
    double margin = high > low ? 0.05 * (high - low) : 0.05;
    // Metrics have no negative values, so no axis needs any.
    this.low = low < 0 ? low - margin : Math.max(0, low - margin);
    this.high = high + margin;
    this.first = this.values.isEmpty() ? 0 : number(this.values.getFirst());
    this.last = this.values.isEmpty() ? 0 : number(this.values.getLast());
    this.scaled = this.values.size() > COLUMNS_MAX && Double.isFinite(last);
    this.logarithmic = mayBeLogarithmic && scaled && first > 0 && last / first >= WIDE;
  }

  /** How many different values there are. */
  int size() {
    return values.size();
  }

  /** A value's place, from the left. */
  String x(String value) {
    double width = WIDTH - LEFT - RIGHT;
    if (scaled) {
      return text(LEFT + width * (0.04 + 0.92 * share(number(value))));
    }
    return text(LEFT + (values.indexOf(value) + 0.5) * width / values.size());
  }

  private double share(double number) {
    return logarithmic
        ? Math.log(number / first) / Math.log(last / first)
        : (number - first) / (last - first);
  }

  /** A number's place, from the top. */
  String y(double value) {
    return text(HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM));
  }

  /** What is written from left to right. */
  List<Tick> columns() {
    if (!scaled) {
      return values.stream().map(value -> new Tick(x(value), Numbers.parameter(value))).toList();
    }
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      double share = (double) i / (LINES - 1);
      double value =
          logarithmic ? first * Math.pow(last / first, share) : first + share * (last - first);
      // At the rounded value's own place: a tick must not say 10 where 9.6 is.
      String label = Numbers.rounded(value, 2);
      ticks.add(new Tick(x(label), label));
    }
    return ticks;
  }

  /** What is written from top to bottom. */
  List<Tick> lines() {
    List<Tick> lines = new ArrayList<>();
    for (int i = 0; i <= LINES; i++) {
      double value = low + i * (high - low) / LINES;
      lines.add(new Tick(y(value), String.format(Locale.ROOT, "%.3f", value)));
    }
    return lines;
  }

  /** Numbers first, by size; then words. */
  private static int compare(String one, String other) {
    int byNumber = Double.compare(number(one), number(other));
    return byNumber != 0 ? byNumber : one.compareTo(other);
  }

  private static double number(String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      return Double.POSITIVE_INFINITY;
    }
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
