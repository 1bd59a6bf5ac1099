package io.segue.app.api;

import java.util.function.Function;

/** An endpoint that does what a test says. */
record FakeEndpoint(String method, String path, Function<ApiRequest, Answer> work)
    implements Endpoint {

  @Override
  public Answer answer(ApiRequest request) {
    return work.apply(request);
  }
}
