package io.segue.app.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds the endpoint for a request. Paths are split before they are decoded, so ids may contain
 * slashes ({@code %2F}). Immutable and thread-safe.
 */
public final class Router {

  /**
   * An endpoint and its path, taken apart.
   *
   * @param endpoint the endpoint
   * @param pattern its path
   */
  private record Route(Endpoint endpoint, PathPattern pattern) {}

  /**
   * What is to be done with a request.
   *
   * @param endpoint who answers
   * @param request with the values of the path's variables
   */
  record Match(Endpoint endpoint, ApiRequest request) {}

  private final List<Route> routes;
  private final boolean complete;

  Router(List<Endpoint> endpoints) {
    this(endpoints, true);
  }

  private Router(List<Endpoint> endpoints, boolean complete) {
    this.complete = complete;
    routes =
        endpoints.stream()
            .map(endpoint -> new Route(endpoint, new PathPattern(endpoint.path())))
            .toList();
  }

  /** A router for the time before the other endpoints are there: it says 503 for unknown paths. */
  static Router starting(List<Endpoint> endpoints) {
    return new Router(endpoints, false);
  }

  /** The endpoint for the method and path, whatever else is wrong with the request. */
  Optional<Endpoint> find(String method, String rawPath) {
    List<String> segments = PathPattern.segmentsOf(rawPath);
    return routes.stream()
        .filter(route -> route.pattern().fits(segments))
        .map(Route::endpoint)
        .filter(endpoint -> endpoint.method().equals(method))
        .findFirst();
  }

  /** Every endpoint. */
  List<Endpoint> endpoints() {
    return routes.stream().map(Route::endpoint).toList();
  }

  /**
   * The endpoint for the request.
   *
   * @throws ProblemException when the path, the method or a query parameter is unknown
   */
  Match match(ApiRequest request) {
    List<String> segments = PathPattern.segmentsOf(request.rawPath());
    List<String> allowed = new ArrayList<>();
    for (Route route : routes) {
      Optional<Map<String, String>> values = route.pattern().match(segments);
      if (values.isPresent()) {
        if (route.endpoint().method().equals(request.method())) {
          refuseUnknownParameters(route.endpoint(), request);
          return new Match(route.endpoint(), request.withPathValues(values.get()));
        }
        allowed.add(route.endpoint().method());
      }
    }
    if (allowed.isEmpty() && !complete) {
      throw ProblemException.unavailable(
          "This instance is still starting; /readyz says what it waits for.");
    }
    if (allowed.isEmpty()) {
      throw ProblemException.notFound(
          "There is nothing at "
              + Texts.quoted(request.rawPath())
              + "; there is "
              + overview()
              + ". Slashes within an id are written %2F.");
    }
    throw ProblemException.methodNotAllowed(
        Texts.quoted(request.rawPath())
            + " does not know the method "
            + request.method()
            + "; it knows "
            + String.join(", ", allowed)
            + ".",
        allowed);
  }

  private String overview() {
    List<String> paths =
        routes.stream()
            .map(route -> route.endpoint().method() + " " + route.endpoint().path())
            .toList();
    return String.join(", ", paths);
  }

  private static void refuseUnknownParameters(Endpoint endpoint, ApiRequest request) {
    for (String name : request.query().keySet()) {
      if (!endpoint.queryParameters().contains(name)) {
        throw ProblemException.badRequest(
            "The query parameter "
                + Texts.quoted(name)
                + " is unknown here; "
                + (endpoint.queryParameters().isEmpty()
                    ? "this path takes none."
                    : "known are "
                        + String.join(", ", new TreeSet<>(endpoint.queryParameters()))
                        + ".")
                + Texts.didYouMean(name, endpoint.queryParameters()));
      }
    }
  }
}
