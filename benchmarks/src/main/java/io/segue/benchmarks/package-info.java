/**
 * What the machine's arithmetic units reach in Segue's kernels.
 *
 * <p>Owns the benchmarks of single kernels and the command that runs them. Start at {@link
 * io.segue.benchmarks.KernelsCommand}. May not be depended on by anything.
 */
@NullMarked
package io.segue.benchmarks;

import org.jspecify.annotations.NullMarked;
