package io.segue.app.api;

import io.segue.app.health.DataHealth;
import io.segue.app.health.HealthReport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/health/data}: whether the events that this instance took in during the last hour
 * are like those that its index version was trained on. Always 200 with {@link Body}.
 */
final class GetDataHealth implements Endpoint {

  /**
   * The answer.
   *
   * @param verdict {@code fine}, {@code drifted}, or {@code unknown} after too few events
   * @param minutes how far back it goes
   * @param indexVersion what the events are compared with
   * @param events how many valid events there were
   * @param actions how many of each action
   * @param deadLetters how many records could not be processed
   * @param checks each measure beside its threshold
   * @param instance whose partitions it is about
   */
  record Body(
      String verdict,
      int minutes,
      @Nullable String indexVersion,
      long events,
      Map<String, Long> actions,
      long deadLetters,
      List<HealthReport.Check> checks,
      String instance) {}

  private final DataHealth health;
  private final String instance;

  GetDataHealth(DataHealth health, String instance) {
    this.health = health;
    this.instance = instance;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/v1/health/data";
  }

  @Override
  public Answer answer(ApiRequest request) {
    HealthReport report = health.report();
    Map<String, Long> actions = new TreeMap<>();
    report.actions().forEach((action, count) -> actions.put(action.name(), count));
    return Answer.json(
        Answer.OK,
        new Body(
            report.verdict().name().toLowerCase(Locale.ROOT),
            report.minutes(),
            report.version(),
            report.events(),
            actions,
            report.deadLetters(),
            report.checks(),
            instance));
  }
}
