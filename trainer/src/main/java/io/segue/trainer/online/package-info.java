/**
 * What came of the recommendations that were really made: the log of answers beside the events that
 * followed.
 *
 * <p>Start at {@link io.segue.trainer.online.OnlineReportReader}, which reads both topics; {@link
 * io.segue.trainer.online.OnlineReport} is what it gives. May not depend on training.
 */
@NullMarked
package io.segue.trainer.online;

import org.jspecify.annotations.NullMarked;
