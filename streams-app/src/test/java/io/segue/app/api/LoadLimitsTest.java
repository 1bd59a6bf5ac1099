package io.segue.app.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.segue.app.access.AccessPolicy;
import io.segue.app.api.ApiFixture.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LoadLimitsTest {

  private static final Answer DONE = Answer.json(Answer.OK, List.of("done"));

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void whatIsTooMuchIsRefusedAtOnceAndTheRestIsAnswered() throws Exception {
    LoadLimits.Bound bound =
        new LoadLimits.Bound("test", "too many", 2, 3, Duration.ofSeconds(20), meters);
    CountDownLatch working = new CountDownLatch(2);
    CountDownLatch finish = new CountDownLatch(1);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> taken = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        taken.add(callers.submit(() -> bound.run(() -> blocked(working, finish))));
      }
      working.await();
      for (int i = 0; i < 3; i++) {
        taken.add(callers.submit(() -> bound.run(() -> DONE)));
      }
      while (bound.waiting() < 3) {
        Thread.onSpinWait();
      }

      assertThatThrownBy(() -> bound.run(() -> DONE))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("too many")
          .extracting(e -> ((ProblemException) e).status())
          .isEqualTo(503);

      finish.countDown();
      for (Future<Answer> answer : taken) {
        assertThat(answer.get().status()).isEqualTo(200);
      }
    }
    assertThat(meters.counter("segue.http.shed", "bound", "test").count()).isEqualTo(1);
    assertThat(bound.run(() -> DONE).status()).isEqualTo(200);
  }

  @Test
  void whoWaitsTooLongIsRefused() throws Exception {
    LoadLimits.Bound bound =
        new LoadLimits.Bound("test", "too many", 1, 3, Duration.ofMillis(1), meters);
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Answer> first = callers.submit(() -> bound.run(() -> blocked(working, finish)));
      working.await();

      assertThatThrownBy(() -> bound.run(() -> DONE)).isInstanceOf(ProblemException.class);

      finish.countDown();
      assertThat(first.get().status()).isEqualTo(200);
    }
  }

  @Test
  void aFailureGivesItsPlaceBack() {
    LoadLimits.Bound bound = new LoadLimits.Bound("test", "too many", 1, 0, Duration.ZERO, meters);

    assertThatThrownBy(
            () ->
                bound.run(
                    () -> {
                      throw new IllegalStateException("failed");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(bound.run(() -> DONE).status()).isEqualTo(200);
  }

  @Test
  void aServerWithTooManyRequestsRefusesMoreButTellsWhetherItLives() throws Exception {
    HttpLimits limits =
        new HttpLimits(
            Duration.ofSeconds(20), Duration.ofSeconds(20), 100, 1, 1, Duration.ofSeconds(10));
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    try (ApiFixture api =
            new ApiFixture(Duration.ofSeconds(1), AccessPolicy.open(), null, null, limits);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      api.server()
          .serve(
              new Router(
                  List.of(
                      new FakeEndpoint("GET", "/slow", request -> blocked(working, finish)),
                      new FakeEndpoint("GET", "/quick", request -> DONE),
                      new GetHealth(api.vitals),
                      new GetReadiness(api.vitals),
                      new GetMetrics(() -> "segue_up 1\n"))));
      Future<Reply> slow = callers.submit(() -> api.get("/slow"));
      working.await();

      Reply refused = api.get("/quick");

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.retryAfter()).isEqualTo("1");
      assertThat(refused.body().at("/type").asText()).isEqualTo("urn:segue:problem:overloaded");
      assertThat(api.get("/healthz").status()).isEqualTo(200);
      assertThat(api.get("/readyz").status()).isEqualTo(200);
      assertThat(api.get("/metrics").status()).isEqualTo(200);

      finish.countDown();
      assertThat(slow.get().status()).isEqualTo(200);
      assertThat(api.get("/quick").status()).isEqualTo(200);
    }
  }

  @Test
  void aServerThatClosesAnswersWhatIsUnderWay() throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    try (ApiFixture api = new ApiFixture(Duration.ofSeconds(1));
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      api.server()
          .serve(
              new Router(
                  List.of(new FakeEndpoint("GET", "/slow", request -> blocked(working, finish)))));
      Future<Reply> slow = callers.submit(() -> api.get("/slow"));
      working.await();

      Future<?> closing = callers.submit(() -> api.server().close());
      while (api.accepts()) {
        Thread.onSpinWait();
      }
      finish.countDown();

      assertThat(slow.get().status()).isEqualTo(200);
      closing.get();
    }
  }

  private static Answer blocked(CountDownLatch working, CountDownLatch finish) {
    working.countDown();
    try {
      finish.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return DONE;
  }
}
