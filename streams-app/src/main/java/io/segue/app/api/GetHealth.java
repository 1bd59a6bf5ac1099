package io.segue.app.api;

import io.segue.app.vitals.Vitals;
import java.util.List;

/**
 * {@code GET /healthz}: whether the process should live. 200 while all parts do, also while they
 * start; 503 once one has failed for good, shortly before the process ends.
 */
final class GetHealth implements Endpoint {

  /**
   * The answer.
   *
   * @param status {@code alive} or {@code failed}
   * @param reasons what has failed
   */
  record Body(String status, List<String> reasons) {}

  private final Vitals vitals;

  GetHealth(Vitals vitals) {
    this.vitals = vitals;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/healthz";
  }

  @Override
  public boolean isShed() {
    return false;
  }

  @Override
  public Answer answer(ApiRequest request) {
    return vitals
        .failure()
        .map(failure -> Answer.json(503, new Body("failed", List.of(failure))))
        .orElseGet(() -> Answer.json(Answer.OK, new Body("alive", List.of())));
  }
}
