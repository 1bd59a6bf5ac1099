/**
 * The query API: HTTP in, JSON out.
 *
 * <p>{@link io.segue.app.api.HttpServer} takes requests, {@link io.segue.app.api.Router} finds the
 * {@link io.segue.app.api.Endpoint}, one class each, whose Javadoc is its contract. What goes wrong
 * is a {@link io.segue.app.api.ProblemException} and reaches the client as RFC 9457 problem
 * details. The only package that may know HTTP.
 */
@NullMarked
package io.segue.app.api;

import org.jspecify.annotations.NullMarked;
