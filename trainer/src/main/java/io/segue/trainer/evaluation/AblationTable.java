package io.segue.trainer.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.segue.recommender.evaluation.TargetRanks;
import io.segue.trainer.ranking.Ablation;
import io.segue.trainer.ranking.Objective;
import java.util.List;

/** What the parts of the ranking are worth, for people and as JSON. */
record AblationTable(List<Ablation.Row> rows, Objective objective) {

  String text() {
    int k = objective.list();
    StringBuilder text = new StringBuilder();
    text.append("%-34s %7s %7s %9s%n".formatted("left out", "HR@" + k, "MRR@" + k, "us/query"));
    for (Ablation.Row row : rows) {
      text.append(
          "%-34s %7.2f %7.2f %9.0f%n"
              .formatted(
                  row.name(),
                  100 * row.outcome().ranks().mean(TargetRanks.hitRate(k)),
                  100 * row.outcome().ranks().mean(TargetRanks.reciprocalRank(k)),
                  row.outcome().micros(0.5)));
    }
    return text.toString();
  }

  /** An array of objects: {@code left_out}, {@code hr@k}, {@code mrr@k}, {@code query_us}. */
  ArrayNode json() {
    int k = objective.list();
    ArrayNode array = new ObjectMapper().createArrayNode();
    for (Ablation.Row row : rows) {
      array
          .addObject()
          .put("left_out", row.name())
          .put("hr@" + k, row.outcome().ranks().mean(TargetRanks.hitRate(k)))
          .put("mrr@" + k, row.outcome().ranks().mean(TargetRanks.reciprocalRank(k)))
          .put("query_us", row.outcome().micros(0.5));
    }
    return array;
  }
}
