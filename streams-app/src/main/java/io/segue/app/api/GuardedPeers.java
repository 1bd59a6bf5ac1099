package io.segue.app.api;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.segue.app.playlists.Address;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves an instance alone for a second that has not answered half of what it was asked lately, so
 * that callers need not wait for it. Then two requests find out whether it is back. An answer is an
 * answer, whatever its status; that none came in time is what counts. Thread-safe.
 */
final class GuardedPeers implements PeerClient {

  private static final Logger log = LoggerFactory.getLogger(GuardedPeers.class);

  /** Addresses come and go, for instances may listen on any free port. */
  private static final int BREAKERS_MAX = 256;

  private static final CircuitBreakerConfig CONFIG =
      CircuitBreakerConfig.custom()
          .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
          .slidingWindowSize(10)
          .minimumNumberOfCalls(4)
          .failureRateThreshold(50)
          .waitDurationInOpenState(Duration.ofSeconds(1))
          .permittedNumberOfCallsInHalfOpenState(2)
          .maxWaitDurationInHalfOpenState(Duration.ofSeconds(5))
          .build();

  private final PeerClient peers;
  private final Counter failed;
  private final Counter spared;
  private final Map<Address, CircuitBreaker> breakers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<Address, CircuitBreaker> eldest) {
          return size() > BREAKERS_MAX;
        }
      };

  GuardedPeers(PeerClient peers, MeterRegistry meters) {
    this.peers = peers;
    failed = hops("failed", meters);
    spared = hops("spared", meters);
  }

  @Override
  public Answer forward(Address owner, ApiRequest request, Duration limit) throws PeerException {
    CircuitBreaker breaker = breaker(owner);
    if (!breaker.tryAcquirePermission()) {
      spared.increment();
      throw new PeerException(
          "the instance at " + owner + " has not answered lately and is left alone for a moment",
          false,
          null);
    }
    long began = breaker.getCurrentTimestamp();
    try {
      Answer answer = peers.forward(owner, request, limit);
      breaker.onSuccess(breaker.getCurrentTimestamp() - began, TimeUnit.NANOSECONDS);
      return answer;
    } catch (PeerException | RuntimeException e) {
      failed.increment();
      breaker.onError(breaker.getCurrentTimestamp() - began, TimeUnit.NANOSECONDS, e);
      throw e;
    }
  }

  private CircuitBreaker breaker(Address owner) {
    synchronized (breakers) {
      return breakers.computeIfAbsent(owner, GuardedPeers::newBreaker);
    }
  }

  private static CircuitBreaker newBreaker(Address owner) {
    CircuitBreaker breaker = CircuitBreaker.of(owner.toString(), CONFIG);
    breaker
        .getEventPublisher()
        .onStateTransition(
            event ->
                log.info(
                    "Hops to the instance at {}: {} (was {})",
                    owner,
                    event.getStateTransition().getToState(),
                    event.getStateTransition().getFromState()));
    return breaker;
  }

  private static Counter hops(String outcome, MeterRegistry meters) {
    return Counter.builder("segue.http.hops.lost")
        .description("Requests that another instance did not answer, or was spared")
        .tag("outcome", outcome)
        .register(meters);
  }
}
