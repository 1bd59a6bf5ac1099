/**
 * Changing which index version is to serve.
 *
 * <p>Owns {@link io.segue.schemas.activation.ActiveIndexRegister}. For whoever changes nothing but
 * that; publishing whole versions is the trainer's.
 */
@NullMarked
package io.segue.schemas.activation;

import org.jspecify.annotations.NullMarked;
