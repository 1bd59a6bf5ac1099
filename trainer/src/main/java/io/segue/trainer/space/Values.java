package io.segue.trainer.space;

import java.util.List;
import java.util.Random;

/** The values that a parameter may take. Implementations are immutable. */
public interface Values {

  /** A value drawn at random. */
  String draw(Random random);

  /** The values at the ends: the first and the last of a list, the least and the greatest. */
  List<String> ends();

  /** A list of values, each as likely as the others. */
  record Choices(List<String> values) implements Values {

    /** Copies the list, which is not empty. */
    public Choices {
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException("a list of values is empty");
      }
    }

    @Override
    public String draw(Random random) {
      return values.get(random.nextInt(values.size()));
    }

    @Override
    public List<String> ends() {
      return values;
    }
  }

  /**
   * All numbers between two, both included.
   *
   * @param min the least, above 0 on a logarithmic scale
   * @param max the greatest, not below {@code min}
   * @param logarithmic whether each doubling is as likely as the next, instead of each step
   * @param whole whether only whole numbers are meant
   */
  record Range(double min, double max, boolean logarithmic, boolean whole) implements Values {

    /** Checks the ends. */
    public Range {
      if (!(min <= max)) {
        throw new IllegalArgumentException(
            "the range ends at " + text(max) + ", before its beginning " + text(min));
      }
      if (logarithmic && !(min > 0)) {
        throw new IllegalArgumentException(
            "a range on a logarithmic scale must begin above 0, not at " + text(min));
      }
    }

    @Override
    public String draw(Random random) {
      // A whole number takes up the half steps to both of its sides, the ones at the ends too.
      double from = whole ? min - 0.5 : min;
      double to = whole ? max + 0.5 : max;
      double drawn = random.nextDouble();
      double value =
          logarithmic
              ? Math.exp(Math.log(from) + drawn * (Math.log(to) - Math.log(from)))
              : from + drawn * (to - from);
      double rounded = whole ? Math.rint(value) : value;
      return value(Math.min(max, Math.max(min, rounded)));
    }

    @Override
    public List<String> ends() {
      return List.of(value(min), value(max));
    }

    private String value(double number) {
      return whole ? Long.toString((long) number) : Double.toString(number);
    }

    private static String text(double number) {
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? Long.toString((long) number)
          : Double.toString(number);
    }
  }
}
