/**
 * Every event is an exam: before an event is learnt, at which rank would it have been recommended?
 *
 * <p>Start at {@link io.segue.app.quality.Examiner}, which asks; {@link
 * io.segue.app.quality.ExamRecorder} writes what came of it into the store {@code quality}, from
 * which {@link io.segue.app.quality.StoredQuality} reads. May not depend on HTTP.
 */
@NullMarked
package io.segue.app.quality;

import org.jspecify.annotations.NullMarked;
