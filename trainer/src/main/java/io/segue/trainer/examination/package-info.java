/**
 * The examination of a model that is to be published, and the gate that it has to pass.
 *
 * <p>Owns what is measured on the test part, on which questions, and what is good enough. Start at
 * {@link io.segue.trainer.examination.Examiner} and {@link io.segue.trainer.examination.Gate}. May
 * not depend on trials, publishing, reports or commands.
 */
@NullMarked
package io.segue.trainer.examination;

import org.jspecify.annotations.NullMarked;
