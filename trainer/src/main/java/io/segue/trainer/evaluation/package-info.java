/**
 * The {@code evaluate} command: how good the answers on a data set are that nobody tuned for.
 * Entry: {@link io.segue.trainer.evaluation.EvaluateCommand}. Knows no Kafka.
 */
@NullMarked
package io.segue.trainer.evaluation;

import org.jspecify.annotations.NullMarked;
