/**
 * The trainer's commands: {@code train}, {@code report}, {@code versions}, {@code activate}, {@code
 * rollback}.
 *
 * <p>Owns options, exit codes and what is printed. Start at {@link
 * io.segue.trainer.cli.TrainCommand}. Nothing depends on this package but {@code Main}.
 */
@NullMarked
package io.segue.trainer.cli;

import org.jspecify.annotations.NullMarked;
