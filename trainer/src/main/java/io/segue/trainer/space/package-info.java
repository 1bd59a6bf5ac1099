/**
 * What a search is to try: the parameters, the values each may take, and how to go through them.
 *
 * <p>Owns the names of the hyperparameters and the YAML that search spaces are written in. Start at
 * {@link io.segue.trainer.space.SearchPlanReader}. May not depend on trials, Kafka or commands.
 */
@NullMarked
package io.segue.trainer.space;

import org.jspecify.annotations.NullMarked;
