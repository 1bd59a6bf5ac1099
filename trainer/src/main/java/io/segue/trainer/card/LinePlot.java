package io.segue.trainer.card;

import io.segue.trainer.trials.TunedQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Several courses of a metric, in the units of a {@link Frame}.
 *
 * @param title what it shows
 * @param series the courses
 * @param columns what is written from left to right
 * @param lines what is written from top to bottom
 */
public record LinePlot(String title, List<Series> series, List<Tick> columns, List<Tick> lines) {

  private static final String EPOCHS = "epochs";

  /**
   * One course.
   *
   * @param name what tells it from the others; empty where there are too many for names
   * @param colour 1 to 8, 0 for those that stay behind
   * @param path the points of the line, as SVG has them
   * @param dots the points, to point at
   */
  public record Series(String name, int colour, String path, List<Dot> dots) {

    /** Copies the list. */
    public Series {
      dots = List.copyOf(dots);
    }
  }

  /**
   * A point of a course.
   *
   * @param x from the left
   * @param y from the top
   * @param label what to say about it
   */
  public record Dot(String x, String y, String label) {}

  /**
   * A course before it is drawn.
   *
   * @param name what tells it from the others
   * @param values from left to right
   */
  public record Course(String name, List<CourseValue> values) {

    /** Copies the list. */
    public Course {
      values = List.copyOf(values);
    }
  }

  /**
   * A point of a course before it is drawn.
   *
   * @param at where it is, from left to right
   * @param metric the metric there
   */
  public record CourseValue(double at, double metric) {}

  /** Draws courses by the numbers that they have from left to right. */
  public static LinePlot of(String title, List<Course> courses) {
    List<List<Value>> values = new ArrayList<>();
    for (Course course : courses) {
      values.add(
          course.values().stream()
              .map(
                  value ->
                      new Value(
                          Double.toString(value.at()),
                          value.metric(),
                          "%s at %s: %s"
                              .formatted(
                                  course.name(),
                                  Numbers.count((long) value.at()),
                                  Numbers.metric(value.metric()))))
              .toList());
    }
    Frame frame = frame(values.stream().flatMap(List::stream).toList(), false);
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      series.add(series(courses.get(i).name(), i % CardView.COLOURS + 1, frame, values.get(i)));
    }
    return new LinePlot(title, series, frame.columns(), frame.lines());
  }

  /** A point before its place is known. */
  private record Value(String at, double metric, String label) {}

  /** Copies the lists. */
  public LinePlot {
    series = List.copyOf(series);
    columns = List.copyOf(columns);
    lines = List.copyOf(lines);
  }

  /** The plots that the card has something to draw for. */
  static List<LinePlot> of(Card card) {
    List<LinePlot> plots = new ArrayList<>();
    if (hasLearningCurves(card)) {
      plots.add(learningCurves(card));
    }
    if (card.queries().stream().map(query -> query.choice().lastTracks()).distinct().count() > 1) {
      plots.add(queries(card));
    }
    return plots;
  }

  /** Whether some configuration was trained for different numbers of epochs. */
  static boolean hasLearningCurves(Card card) {
    return configurations(card).values().stream().anyMatch(trials -> trials.size() > 1);
  }

  /** What the trials of one configuration, differing in epochs only, have scored. */
  private static LinePlot learningCurves(Card card) {
    List<Series> series = new ArrayList<>();
    Map<Map<String, String>, List<TrialRow>> configurations = configurations(card);
    Frame frame =
        frame(configurations.values().stream().flatMap(List::stream).map(LinePlot::value).toList());
    Series chosen = null;
    for (List<TrialRow> trials : configurations.values()) {
      boolean best = trials.stream().anyMatch(trial -> trial.number() == card.best());
      Series one = series(best ? "chosen" : "", best ? 2 : 0, trials, frame);
      if (best) {
        chosen = one;
      } else {
        series.add(one);
      }
    }
    // Drawn last, so that it lies above the others.
    if (chosen != null) {
      series.add(chosen);
    }
    return new LinePlot("hr@100 by epochs", series, frame.columns(), frame.lines());
  }

  private static Series series(String name, int colour, List<TrialRow> trials, Frame frame) {
    return series(
        name,
        colour,
        frame,
        trials.stream()
            .sorted(Comparator.comparingInt(trial -> Integer.parseInt(epochs(trial))))
            .map(LinePlot::value)
            .toList());
  }

  private static Map<Map<String, String>, List<TrialRow>> configurations(Card card) {
    return card.trials().stream()
        .filter(trial -> trial.hitRate() != null && trial.parameters().containsKey(EPOCHS))
        .collect(
            Collectors.groupingBy(
                trial -> {
                  Map<String, String> others = new TreeMap<>(trial.parameters());
                  others.remove(EPOCHS);
                  return others;
                },
                LinkedHashMap::new,
                Collectors.toList()));
  }

  private static Value value(TrialRow trial) {
    double hitRate = Objects.requireNonNull(trial.hitRate()).mean();
    return new Value(
        epochs(trial),
        hitRate,
        "trial %d, %s epochs: hr@100 %s"
            .formatted(trial.number(), epochs(trial), Numbers.metric(hitRate)));
  }

  private static String epochs(TrialRow trial) {
    return trial.parameters().getOrDefault(EPOCHS, "0");
  }

  /** What the query-time settings have scored with the chosen trial's vectors. */
  private static LinePlot queries(Card card) {
    Map<Float, List<Value>> byDecay = new TreeMap<>();
    for (TunedQuery query : card.queries()) {
      byDecay
          .computeIfAbsent(query.choice().decay(), decay -> new ArrayList<>())
          .add(
              new Value(
                  Integer.toString(query.choice().lastTracks()),
                  query.metrics().hitRate(),
                  "the last %d tracks, decay %s: hr@100 %s of %s questions"
                      .formatted(
                          query.choice().lastTracks(),
                          Numbers.rounded(query.choice().decay(), 3),
                          Numbers.metric(query.metrics().hitRate()),
                          Numbers.count(query.metrics().questions()))));
    }
    Frame frame = frame(byDecay.values().stream().flatMap(List::stream).toList());
    List<Series> series = new ArrayList<>();
    byDecay.forEach(
        (decay, values) ->
            series.add(
                series(
                    "decay " + Numbers.rounded(decay, 3),
                    series.size() % CardView.COLOURS + 1,
                    frame,
                    values)));
    return new LinePlot("hr@100 of queries by last tracks", series, frame.columns(), frame.lines());
  }

  private static Frame frame(List<Value> values) {
    return frame(values, true);
  }

  private static Frame frame(List<Value> values, boolean mayBeLogarithmic) {
    return new Frame(
        values.stream().map(Value::at).toList(),
        values.stream().mapToDouble(Value::metric).min().orElse(0),
        values.stream().mapToDouble(Value::metric).max().orElse(1),
        mayBeLogarithmic);
  }

  private static Series series(String name, int colour, Frame frame, List<Value> values) {
    List<Dot> dots =
        values.stream()
            .map(value -> new Dot(frame.x(value.at()), frame.y(value.metric()), value.label()))
            .toList();
    return new Series(
        name,
        colour,
        dots.stream().map(dot -> dot.x() + "," + dot.y()).collect(Collectors.joining(" ")),
        dots);
  }
}
