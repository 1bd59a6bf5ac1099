/**
 * What Segue's kernels, its parts and the whole of it reach on a machine, beside what they could.
 *
 * <p>Owns the measurements and the commands that run them, one for each question. Start at {@link
 * io.segue.benchmarks.Main}. May not be depended on by anything.
 */
@NullMarked
package io.segue.benchmarks;

import org.jspecify.annotations.NullMarked;
