package io.segue.app.api;

import io.segue.app.vitals.Vitals;
import java.util.List;

/**
 * {@code GET /readyz}: whether to send queries here. 200 once the stream runs and an index serves;
 * before that, and when a part has failed, 503 with the reasons. A rebalance later on does not make
 * an instance unready: it answers for what it has.
 */
final class GetReadiness implements Endpoint {

  /**
   * The answer.
   *
   * @param status {@code ready} or {@code not ready}
   * @param reasons what is missing
   */
  record Body(String status, List<String> reasons) {}

  private final Vitals vitals;

  GetReadiness(Vitals vitals) {
    this.vitals = vitals;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/readyz";
  }

  @Override
  public boolean isShed() {
    return false;
  }

  @Override
  public Answer answer(ApiRequest request) {
    List<String> missing = vitals.missing();
    return missing.isEmpty()
        ? Answer.json(Answer.OK, new Body("ready", missing))
        : Answer.json(503, new Body("not ready", missing));
  }
}
