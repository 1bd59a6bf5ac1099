package io.segue.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class TimedRequestsTest {

  @Test
  void requestBelongsToTheSpanInWhichItWasDue() {
    TimedRequests requests =
        new TimedRequests(
            List.of(
                new TimedRequests.Request(9, 100, 200),
                new TimedRequests.Request(10, 200, 200),
                new TimedRequests.Request(19, 300, 200),
                new TimedRequests.Request(20, 400, 200)));

    Histogram span = requests.between(10, 20);

    assertThat(span.getTotalCount()).isEqualTo(2);
    assertThat(span.getMinValue()).isEqualTo(200);
    assertThat(span.getMaxValue()).isEqualTo(300);
  }

  @Test
  void requestsThatWereNotAnsweredAreCountedByStatus() {
    TimedRequests requests =
        new TimedRequests(
            List.of(
                new TimedRequests.Request(1, 5, 503),
                new TimedRequests.Request(2, 5, 200),
                new TimedRequests.Request(3, 5, 504),
                new TimedRequests.Request(4, 5, 503)));

    assertThat(requests.failures()).hasToString("2 with 503, 1 with 504");
  }

  @Test
  void failuresOfSeveralLoadsAreAddedUp() {
    Failures one = new Failures();
    one.note(503);
    Failures other = new Failures();
    other.note(200);
    other.note(503);

    Failures all = Failures.of(List.of(one, other));

    assertThat(all).hasToString("2 with 503");
    assertThatThrownBy(all::requireNone).hasMessageContaining("2 with 503");
    assertThatCode(new Failures()::requireNone).doesNotThrowAnyException();
  }
}
