package io.segue.app.api;

import io.segue.app.access.AccessPolicy;
import io.segue.app.access.Caller;
import io.segue.app.access.Role;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request pass or not, before anything of its body is read. Thread-safe.
 *
 * <p>Without tokens there is still one stranger who can reach a loopback address: a page of another
 * site in the browser of somebody who works on this machine. Browsers say so ({@code
 * Sec-Fetch-Site}), and such requests are refused.
 */
final class AccessControl {

  private static final String SCHEME = "bearer ";
  private static final Set<String> OTHER_SITES = Set.of("cross-site", "same-site");

  private final AccessPolicy policy;

  AccessControl(AccessPolicy policy) {
    this.policy = policy;
  }

  /**
   * Who makes the request. Whoever has no token that is known gets no further, whatever the path;
   * so strangers do not learn which paths there are.
   *
   * @param endpoint what is asked for; nothing when there is no such thing
   * @param authorization the header of that name; null when there is none
   * @param fetchSite the header {@code Sec-Fetch-Site}; null when there is none
   * @return the caller; nobody when the endpoint is for anyone and no known token is shown
   * @throws ProblemException 401 or 403
   */
  Optional<Caller> check(
      Optional<Endpoint> endpoint, @Nullable String authorization, @Nullable String fetchSite) {
    if (policy.isOpen() && fetchSite != null && OTHER_SITES.contains(fetchSite)) {
      throw ProblemException.forbidden(
          "Pages of other sites may not use this instance; it has no tokens to tell who asks.");
    }
    Optional<Role> role = endpoint.flatMap(Permissions::roleFor);
    Optional<Caller> caller = policy.caller(token(authorization));
    if (endpoint.isPresent() && role.isEmpty()) {
      return caller;
    }
    if (caller.isEmpty()) {
      throw authorization == null
          ? ProblemException.unauthorized(
              "Say who you are: send the header 'Authorization: Bearer' with your token.", "")
          : ProblemException.unauthorized(
              "The token of this request is not known here; is it the right one, and is it in this"
                  + " instance's --tokens-file?",
              ", error=\"invalid_token\"");
    }
    role.filter(needed -> !caller.get().may(needed))
        .ifPresent(
            needed -> {
              throw ProblemException.forbidden(
                  "This needs the role "
                      + needed
                      + ", which the token "
                      + caller.get().name()
                      + " does not have.");
            });
    return caller;
  }

  /** The token in the header; null when it is of another kind. */
  private static @Nullable String token(@Nullable String authorization) {
    return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)
        ? authorization.substring(SCHEME.length()).strip()
        : null;
  }
}
