package io.segue.app.api;

import io.segue.app.quality.LocalQuality;
import io.segue.app.quality.QualityReading;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * {@code GET /v1/quality/tallies?minutes=60&trial=0}: what this instance's own partitions have
 * counted, for another instance to add up; {@link GetQuality} is for people. 200 with {@link
 * QualityReading}; its form may change with any version.
 */
final class GetQualityTallies implements Endpoint {

  static final String PATH = "/v1/quality/tallies";

  private static final String TRIAL = "trial";

  private final LocalQuality quality;

  GetQualityTallies(LocalQuality quality) {
    this.quality = quality;
  }

  /** The request that asks another instance. */
  static ApiRequest request(Duration back, long trialStartedAtMs) {
    return new ApiRequest(
        "GET",
        PATH,
        "%s=%d&%s=%d"
            .formatted(GetQuality.MINUTES.name(), back.toMinutes(), TRIAL, trialStartedAtMs),
        Map.of(),
        Map.of(),
        new byte[0],
        null);
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public Set<String> queryParameters() {
    return Set.of(GetQuality.MINUTES.name(), TRIAL);
  }

  @Override
  public Answer answer(ApiRequest request) {
    int minutes = GetQuality.MINUTES.of(request, GetQuality.MINUTES_DEFAULT);
    return Answer.json(Answer.OK, quality.read(Duration.ofMinutes(minutes), trial(request)));
  }

  private static long trial(ApiRequest request) {
    String text = request.single(TRIAL);
    try {
      return text == null ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw ProblemException.badRequest(
          TRIAL + " must be a trial's beginning in milliseconds, not " + Texts.quoted(text) + ".");
    }
  }
}
