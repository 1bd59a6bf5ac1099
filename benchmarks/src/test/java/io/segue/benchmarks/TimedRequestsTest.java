package io.segue.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class TimedRequestsTest {

  @Test
  void requestBelongsToTheSpanInWhichItWasDue() {
    TimedRequests requests =
        new TimedRequests(
            List.of(
                new TimedRequests.Request(9, 100, true),
                new TimedRequests.Request(10, 200, true),
                new TimedRequests.Request(19, 300, true),
                new TimedRequests.Request(20, 400, true)));

    Histogram span = requests.between(10, 20);

    assertThat(span.getTotalCount()).isEqualTo(2);
    assertThat(span.getMinValue()).isEqualTo(200);
    assertThat(span.getMaxValue()).isEqualTo(300);
  }

  @Test
  void requestsThatWereNotAnsweredAreCounted() {
    TimedRequests requests =
        new TimedRequests(
            List.of(new TimedRequests.Request(1, 5, false), new TimedRequests.Request(2, 5, true)));

    assertThat(requests.failed()).isEqualTo(1);
  }
}
