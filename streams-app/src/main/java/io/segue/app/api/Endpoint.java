package io.segue.app.api;

import java.util.Set;

/**
 * One thing that the API does. Called from many threads at once, which may block.
 *
 * <p>What is wrong with a request, or cannot be done now, is thrown as a {@link ProblemException}.
 */
interface Endpoint {

  /** The HTTP method in capitals. */
  String method();

  /** The path, variables in braces: {@code /v1/playlists/{id}}. A variable fills a segment. */
  String path();

  /** The query parameters that {@link #answer} understands; the router refuses others. */
  default Set<String> queryParameters() {
    return Set.of();
  }

  /**
   * Whether it may be refused when there is too much load. What those ask who watch the process may
   * not, or they would take a busy instance for a dead one.
   */
  default boolean isShed() {
    return true;
  }

  /** Answers. */
  Answer answer(ApiRequest request);
}
