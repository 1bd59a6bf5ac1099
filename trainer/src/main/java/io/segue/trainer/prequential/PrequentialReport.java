package io.segue.trainer.prequential;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.recommender.evaluation.Bootstrap;
import io.segue.recommender.evaluation.TargetRanks;
import io.segue.trainer.card.LinePlot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;

/** What the marks of an exam say: over all, by slice and over time. */
final class PrequentialReport {

  private static final int WINDOWS = 20;
  private static final int REPLICATES = 1_000;
  private static final int CURVE_K = 20;

  private final Marks marks;
  private final int events;
  private final Map<String, IntPredicate> slices;

  /**
   * A report.
   *
   * @param events how many events were streamed
   * @param slices questions that are looked at by themselves, by what they are called
   */
  PrequentialReport(Marks marks, int events, Map<String, IntPredicate> slices) {
    this.marks = marks;
    this.events = events;
    this.slices = new LinkedHashMap<>();
    this.slices.put("all", question -> true);
    this.slices.putAll(slices);
  }

  /** For people. */
  String text() throws InterruptedException {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%-28s %-28s %9s %8s %8s %8s%n",
            "questions",
            "arm",
            "asked",
            "hr@20",
            "hr@100",
            "mrr@20"));
    slices.forEach(
        (slice, which) -> {
          for (int arm = 0; arm < marks.arms().size(); arm++) {
            TargetRanks ranks = marks.ranks(arm, which);
            text.append(
                String.format(
                    Locale.ROOT,
                    "%-28s %-28s %,9d %8.4f %8.4f %8.4f%n",
                    arm == 0 ? slice : "",
                    marks.arms().get(arm),
                    ranks.size(),
                    ranks.mean(TargetRanks.hitRate(20)),
                    ranks.mean(TargetRanks.hitRate(100)),
                    ranks.mean(TargetRanks.reciprocalRank(20))));
          }
        });
    Bootstrap bootstrap = new Bootstrap(REPLICATES, 1, 1);
    for (int arm = 1; arm < marks.arms().size() && marks.size() > 0; arm++) {
      TargetRanks.Estimate gain = bootstrap.mean(marks.gains(arm, 0, CURVE_K));
      text.append(
          String.format(
              Locale.ROOT,
              "%s beside %s: hr@20 %+.4f (95 %% interval %+.4f to %+.4f)%n",
              marks.arms().get(arm),
              marks.arms().get(0),
              gain.mean(),
              gain.low(),
              gain.high()));
    }
    return text.toString();
  }

  /** For machines. */
  ObjectNode json() {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("events", events);
    report.put("questions", marks.size());
    slices.forEach(
        (slice, which) -> {
          ObjectNode bySlice = report.withObjectProperty("slices").putObject(slice);
          for (int arm = 0; arm < marks.arms().size(); arm++) {
            TargetRanks ranks = marks.ranks(arm, which);
            bySlice
                .putObject(marks.arms().get(arm))
                .put("questions", ranks.size())
                .put("hr@20", ranks.mean(TargetRanks.hitRate(20)))
                .put("hr@100", ranks.mean(TargetRanks.hitRate(100)))
                .put("mrr@20", ranks.mean(TargetRanks.reciprocalRank(20)));
          }
        });
    return report;
  }

  /** The hit rates over time, a plot for each slice that has questions in every window. */
  List<LinePlot> plots() {
    List<LinePlot> plots = new ArrayList<>();
    slices.forEach(
        (slice, which) -> {
          List<LinePlot.Course> courses = new ArrayList<>();
          for (int arm = 0; arm < marks.arms().size(); arm++) {
            courses.add(new LinePlot.Course(marks.arms().get(arm), values(arm, which)));
          }
          plots.add(LinePlot.of("hr@20 over events: " + slice, courses));
        });
    return plots;
  }

  private List<LinePlot.CourseValue> values(int arm, IntPredicate which) {
    List<LinePlot.CourseValue> values = new ArrayList<>();
    for (int window = 0; window < WINDOWS; window++) {
      long from = (long) window * events / WINDOWS;
      long to = (long) (window + 1) * events / WINDOWS;
      TargetRanks ranks =
          marks.ranks(
              arm,
              question ->
                  which.test(question)
                      && marks.event(question) >= from
                      && marks.event(question) < to);
      if (ranks.size() > 0) {
        values.add(new LinePlot.CourseValue(to, ranks.mean(TargetRanks.hitRate(CURVE_K))));
      }
    }
    return values;
  }
}
