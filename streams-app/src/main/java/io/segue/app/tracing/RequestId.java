package io.segue.app.tracing;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request is called in the logs of every instance that has to do with it: the caller's name
 * for it, or one that is drawn here.
 */
public final class RequestId {

  /** The header that carries it, in requests, in answers and between instances. */
  public static final String HEADER = "X-Request-Id";

  /** Under which log lines have it. */
  static final String LOGGED_AS = "request";

  private static final ContextKey<String> KEY = ContextKey.named("segue.request.id");

  /** What may stand in a log line and in a header as it is. */
  private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9._:/+=-]{1,128}");

  private RequestId() {}

  /** The caller's, if it is usable; a new one of 16 hexadecimal digits otherwise. */
  static String of(@Nullable String given) {
    return given != null && USABLE.matcher(given).matches()
        ? given
        : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  static Context with(Context context, String id) {
    return context.with(KEY, id);
  }

  /** Of the request that this thread works on; null when it works on none. */
  static @Nullable String current() {
    return Context.current().get(KEY);
  }
}
