package io.segue.trainer.online;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.recommender.evaluation.TargetRanks.Estimate;
import io.segue.trainer.examination.SliceResult;
import io.segue.trainer.online.OnlineReport.VersionResult;
import java.util.Locale;

/** An {@link OnlineReport} for people, and for machines. The figures have the card's names. */
public final class OnlineReportText {

  private static final int RANKS_SHOWN = 10;

  private OnlineReportText() {}

  /** A few tables. */
  public static String text(OnlineReport report) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%-10s %9s %9s %8s %8s %8s %8s %8s %8s %8s%n",
            "version",
            "answers",
            "questions",
            "hr@1",
            "hr@5",
            "hr@10",
            "hr@20",
            "hr@100",
            "mrr@" + OnlineReport.K,
            "tracks"));
    for (VersionResult version : report.versions()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-10s %,9d %,9d",
              version.version() + (version.candidate() ? "*" : ""),
              version.answers(),
              version.questions()));
      version
          .hitRates()
          .values()
          .forEach(rate -> text.append(String.format(Locale.ROOT, " %8.4f", rate)));
      text.append(
          String.format(
              Locale.ROOT, " %8.4f %,8d%n", version.reciprocalRank(), version.tracksShown()));
    }
    if (report.versions().stream().anyMatch(VersionResult::candidate)) {
      text.append(String.format("* was on trial%n"));
    }
    text.append(String.format("%n%-12s %12s %10s %10s%n", "source", "shown", "played", "share"));
    report
        .sources()
        .forEach(
            (source, result) ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "%-12s %,12d %,10d %9.2f%%%n",
                        source,
                        result.shown(),
                        result.played(),
                        100.0 * result.played() / Math.max(1, result.shown()))));
    text.append(String.format("%n%-12s %10s%n", "rank", "played"));
    for (int i = 0; i < Math.min(RANKS_SHOWN, report.byRank().size()); i++) {
      text.append(String.format(Locale.ROOT, "%-12d %,10d%n", i + 1, report.byRank().get(i)));
    }
    return text.toString();
  }

  /** The same, whole. */
  public static String json(OnlineReport report) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    ArrayNode versions = root.putArray("versions");
    for (VersionResult version : report.versions()) {
      ObjectNode node =
          versions
              .addObject()
              .put("version", version.version())
              .put("candidate", version.candidate())
              .put("answers", version.answers())
              .put("questions", version.questions());
      version.hitRates().forEach((k, rate) -> node.put("hr@" + k, rate));
      node.put("mrr@" + OnlineReport.K, version.reciprocalRank())
          .put("tracks_shown", version.tracksShown());
      ObjectNode nextTrack = node.putObject("next_track");
      version.nextTrack().forEach((name, estimate) -> put(nextTrack.putObject(name), estimate));
      ArrayNode slices = node.putArray("slices");
      for (SliceResult slice : version.slices()) {
        ObjectNode one =
            slices
                .addObject()
                .put("kind", slice.kind())
                .put("name", slice.name())
                .put("questions", slice.questions());
        put(one.putObject("hit_rate"), slice.hitRate());
        put(one.putObject("reciprocal_rank"), slice.reciprocalRank());
      }
    }
    ObjectNode sources = root.putObject("sources");
    report
        .sources()
        .forEach(
            (source, result) ->
                sources
                    .putObject(source)
                    .put("shown", result.shown())
                    .put("played", result.played()));
    ArrayNode ranks = root.putArray("played_by_rank");
    report.byRank().forEach(ranks::add);
    return root.toPrettyString() + "\n";
  }

  private static void put(ObjectNode node, Estimate estimate) {
    node.put("mean", estimate.mean()).put("low", estimate.low()).put("high", estimate.high());
  }
}
