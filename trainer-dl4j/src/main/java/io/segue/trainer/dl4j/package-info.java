/**
 * Model families on Deeplearning4j and ND4J, found by {@link java.util.ServiceLoader}.
 *
 * <p>Owns the only use of those libraries, which are large and bring native code. Start at {@link
 * io.segue.trainer.dl4j.Dl4jWord2Vec}. May not depend on Kafka, trials, publishing or commands;
 * nothing depends on it.
 */
@NullMarked
package io.segue.trainer.dl4j;

import org.jspecify.annotations.NullMarked;
