/**
 * Signatures of index versions: who published them.
 *
 * <p>Owns what is signed and how ({@link io.segue.schemas.signing.RecordSigner}, {@link
 * io.segue.schemas.signing.RecordVerifier}) and the settings that name the keys ({@link
 * io.segue.schemas.signing.SignatureSettings}). Knows records of Kafka, and nothing of what is in
 * them.
 */
@NullMarked
package io.segue.schemas.signing;

import org.jspecify.annotations.NullMarked;
