package io.segue.trainer.distributed;

import io.segue.schemas.CodeVersion;
import io.segue.schemas.DatasetReference;
import io.segue.schemas.QueryTimeSettings;
import io.segue.schemas.TrialReply;
import io.segue.schemas.TrialRequest;
import io.segue.trainer.space.QueryChoice;
import io.segue.trainer.trials.Metrics;
import io.segue.trainer.trials.Trial;
import io.segue.trainer.trials.TrialResult;
import io.segue.trainer.trials.TunedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Turns trials and their results into records and back. */
final class TrialRecords {

  private TrialRecords() {}

  static TrialRequest request(
      String searchId,
      Trial trial,
      DatasetReference dataset,
      List<QueryChoice> queries,
      Instant now) {
    return new TrialRequest(
        searchId,
        trial.number(),
        dataset,
        trial.named(),
        queries.stream().map(TrialRecords::settings).toList(),
        now);
  }

  /**
   * The trial that is asked for.
   *
   * @throws IllegalArgumentException when this version cannot run it, saying why
   */
  static Trial trial(TrialRequest request) {
    return Trial.named(request.getNumber(), request.getHyperparameters());
  }

  static List<QueryChoice> queries(TrialRequest request) {
    return request.getQueries().stream().map(TrialRecords::choice).toList();
  }

  static TrialReply reply(TrialRequest request, TrialResult result, String worker, Instant now) {
    TrialReply.Builder reply =
        TrialReply.newBuilder()
            .setSearchId(request.getSearchId())
            .setNumber(request.getNumber())
            .setWorker(worker)
            .setFinishedAt(now)
            .setFailure(result.failure())
            .setWordsPerSecond(result.wordsPerSecond())
            .setTrainingSeconds(result.trainingSeconds())
            .setCpuSeconds(result.cpuSeconds())
            .setEvaluationSeconds(result.evaluationSeconds())
            .setCodeVersion(CodeVersion.current());
    Metrics validation = result.validation();
    if (validation != null) {
      reply.setValidation(validation.named("")).setValidationQuestions(validation.questions());
    }
    TunedQuery query = result.query();
    if (query != null) {
      reply
          .setQuery(settings(query.choice()))
          .setQueryMetrics(query.metrics().named(""))
          .setQueryQuestions(query.metrics().questions());
    }
    return reply.build();
  }

  static TrialReply failure(TrialRequest request, String reason, String worker, Instant now) {
    return TrialReply.newBuilder()
        .setSearchId(request.getSearchId())
        .setNumber(request.getNumber())
        .setWorker(worker)
        .setFinishedAt(now)
        .setFailure(reason)
        .setCodeVersion(CodeVersion.current())
        .build();
  }

  static TrialResult result(Trial trial, TrialReply reply) {
    String failure = reply.getFailure();
    if (failure != null) {
      return TrialResult.failed(trial, failure);
    }
    Map<String, Double> validation = reply.getValidation();
    QueryTimeSettings query = reply.getQuery();
    return new TrialResult(
        trial,
        Metrics.named(validation, reply.getValidationQuestions()),
        query == null
            ? null
            : new TunedQuery(
                choice(query), Metrics.named(reply.getQueryMetrics(), reply.getQueryQuestions())),
        reply.getWordsPerSecond(),
        reply.getTrainingSeconds(),
        reply.getCpuSeconds(),
        reply.getEvaluationSeconds(),
        null);
  }

  private static QueryTimeSettings settings(QueryChoice choice) {
    return new QueryTimeSettings(choice.lastTracks(), choice.decay());
  }

  private static QueryChoice choice(QueryTimeSettings settings) {
    return new QueryChoice(settings.getLastTracks(), settings.getDecay());
  }
}
