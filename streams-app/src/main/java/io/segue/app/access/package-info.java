/**
 * Who may do what over HTTP, and how the way there is protected.
 *
 * <p>Owns the roles, the tokens and their hashes, the certificates, and the options that name them.
 * Enters through {@link io.segue.app.access.AccessSettings}; {@link
 * io.segue.app.access.AccessPolicy} decides who a caller is. Knows nothing of requests, endpoints
 * or Kafka: which role an endpoint needs is {@code io.segue.app.api}'s.
 */
@NullMarked
package io.segue.app.access;

import org.jspecify.annotations.NullMarked;
