/**
 * A client of the query API for programs in Java 17 or newer.
 *
 * <p>Owns the types of what is asked and answered, retries and errors. Entry class: {@link
 * io.segue.client.SegueClient}. Depends on Jackson and the JDK, and may not depend on any other
 * module: what it knows of Segue is what the OpenAPI document says.
 */
@NullMarked
package io.segue.client;

import org.jspecify.annotations.NullMarked;
