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
                new TimedRequests.Request(9, 1_000, true),
                new TimedRequests.Request(10, 2_000, true),
                new TimedRequests.Request(19, 3_000, true),
                new TimedRequests.Request(20, 4_000, true)));

    Histogram span = requests.between(10, 20);

    assertThat(span.getTotalCount()).isEqualTo(2);
    assertThat(span.getMinValue()).isEqualTo(2_000);
    assertThat(span.getMaxValue()).isEqualTo(3_000);
  }

  @Test
  void requestsThatWereNotAnsweredAreCounted() {
    TimedRequests requests =
        new TimedRequests(
            List.of(new TimedRequests.Request(1, 5, false), new TimedRequests.Request(2, 5, true)));

    assertThat(requests.failed()).isEqualTo(1);
  }
}
