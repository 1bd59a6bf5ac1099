package io.segue.trainer.card;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.recommender.evaluation.TargetRanks.Estimate;
import io.segue.schemas.OffsetRange;
import io.segue.trainer.trials.TunedQuery;

/** A card as JSON. */
public final class CardJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private CardJson() {}

  /**
   * The card: {@code run}, {@code dataset}, {@code data}, {@code trials} (each with {@code
   * parameters}, {@code words_per_second}, {@code hr@100} and further metrics of the validation
   * part, {@code query} with the best query-time settings and what they scored, {@code seconds},
   * {@code cpu_seconds}, or its {@code failure}), {@code best}, {@code queries} with what each of
   * the query-time settings scored with the best, {@code metrics}, {@code model}, {@code
   * examination}, {@code gate}, {@code published}, {@code active}, {@code seconds}. An estimate is
   * an object of {@code mean}, {@code low} and {@code high}.
   */
  public static ObjectNode of(Card card) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("run", card.run().id());
    root.put("started_at", card.run().startedAt().toString());
    root.put("code_version", card.codeVersion());
    root.set("machine", MAPPER.valueToTree(card.machine()));
    root.set("dataset", dataset(card));
    root.set("data", MAPPER.valueToTree(card.data()));
    ArrayNode trials = root.putArray("trials");
    card.trials().forEach(row -> trials.add(trial(row)));
    root.set("best", trial(card.bestTrial()));
    ArrayNode queries = root.putArray("queries");
    card.queries().forEach(query -> queries.add(query(query)));
    root.set("metrics", MAPPER.valueToTree(card.metrics()));
    root.set("model", MAPPER.valueToTree(card.model()));
    root.set("examination", MAPPER.valueToTree(card.examination()));
    ObjectNode gate = root.putObject("gate");
    gate.put("passed", card.verdict().passed());
    gate.put("forced", card.forced());
    gate.put("sentence", card.verdict().sentence());
    gate.set("checks", MAPPER.valueToTree(card.verdict().checks()));
    Publication publication = card.publication();
    root.put("published", publication == null ? null : publication.version());
    root.put("active", publication != null && publication.active());
    root.put("seconds", card.seconds());
    return root;
  }

  private static ObjectNode dataset(Card card) {
    ObjectNode node =
        MAPPER
            .createObjectNode()
            .put("source", card.dataset().getSource())
            .put("playlists", card.dataset().getPlaylists())
            .put("events", card.dataset().getEvents())
            .put("tracks", card.data().tracks())
            .put("split_seed", card.dataset().getSplitSeed())
            .put("sampled_share", card.dataset().getSampledShare());
    ArrayNode ranges = node.putArray("ranges");
    for (OffsetRange range : card.dataset().getRanges()) {
      ranges
          .addObject()
          .put("partition", range.getPartition())
          .put("from", range.getFrom())
          .put("to", range.getTo());
    }
    return node;
  }

  private static ObjectNode query(TunedQuery query) {
    ObjectNode node =
        MAPPER
            .createObjectNode()
            .put("last_tracks", query.choice().lastTracks())
            .put("decay", query.choice().decay());
    query.metrics().named("").forEach(node::put);
    return node;
  }

  private static ObjectNode trial(TrialRow row) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("number", row.number());
    if (row.rung() > 0) {
      node.put("rung", row.rung());
    }
    node.set("parameters", MAPPER.valueToTree(row.parameters()));
    if (row.failure() != null) {
      return node.put("failure", row.failure());
    }
    row.metrics().forEach(node::put);
    Estimate hitRate = row.hitRate();
    if (hitRate != null) {
      node.putObject("hr@100_interval").put("low", hitRate.low()).put("high", hitRate.high());
    }
    TunedQuery query = row.query();
    if (query != null) {
      node.set("query", query(query));
    }
    return node.put("words_per_second", row.wordsPerSecond())
        .put("seconds", row.seconds())
        .put("cpu_seconds", row.cpuSeconds())
        .put("evaluation_seconds", row.evaluationSeconds());
  }
}
