package io.segue.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.segue.app.playlists.Address;
import io.segue.app.tracing.Tracing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/instances}: how every instance of the group does, each asked at the same time, and
 * how many dead letters are kept. Always 200 with {@link Body}.
 */
final class GetInstances implements Endpoint {

  /**
   * The answer.
   *
   * @param instances every instance that has a part of the playlists, by name
   * @param deadLettersKept how many the topic playlist-events-dlq keeps; null when Kafka does not
   *     tell now
   * @param instance which instance put it together
   */
  record Body(List<Entry> instances, @Nullable Long deadLettersKept, String instance) {}

  /**
   * An instance.
   *
   * @param instance its name
   * @param status how it does; left out when it did not say
   * @param trouble why it did not, a clause; else left out
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Entry(String instance, GetInstance.@Nullable Body status, @Nullable String trouble) {}

  private static final ApiRequest QUESTION =
      new ApiRequest("GET", GetInstance.PATH, "", Map.of(), Map.of(), new byte[0], null);

  private final GetInstance self;
  private final Operations operations;
  private final PeerClient peers;
  private final String instance;
  private final Duration limit;

  /**
   * @param limit how long another instance may take to answer
   */
  GetInstances(
      GetInstance self, Operations operations, PeerClient peers, String instance, Duration limit) {
    this.self = self;
    this.operations = operations;
    this.peers = peers;
    this.instance = instance;
    this.limit = limit;
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String path() {
    return "/v1/instances";
  }

  @Override
  public Answer answer(ApiRequest request) {
    Set<String> names = new TreeSet<>();
    operations.instances().get().forEach(address -> names.add(address.toString()));
    names.add(instance);
    return Answer.json(
        Answer.OK, new Body(ask(names), operations.deadLettersKept().count(), instance));
  }

  private List<Entry> ask(Set<String> names) {
    List<Entry> entries = new ArrayList<>(names.size());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Entry>> asked =
          names.stream().map(name -> threads.submit(Tracing.carried(() -> entry(name)))).toList();
      for (Future<Entry> answer : asked) {
        entries.add(answer.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProblemException.unavailable("This instance is stopping; ask another one.");
    } catch (ExecutionException e) {
      throw new IllegalStateException("an instance could not be asked", e.getCause());
    }
    return entries;
  }

  private Entry entry(String name) {
    if (name.equals(instance)) {
      return new Entry(name, self.body(), null);
    }
    try {
      Answer answer = peers.forward(Address.parse(name), QUESTION, limit);
      return answer.status() == Answer.OK
          ? new Entry(name, Json.read(answer.body(), GetInstance.Body.class), null)
          : new Entry(name, null, "it answered with status " + answer.status());
    } catch (PeerException e) {
      return new Entry(name, null, e.getMessage());
    } catch (ProblemException e) {
      return new Entry(name, null, "its answer was not understood: " + e.getMessage());
    }
  }
}
