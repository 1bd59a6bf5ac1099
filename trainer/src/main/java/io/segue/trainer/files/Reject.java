package io.segue.trainer.files;

import java.nio.file.Path;

/**
 * A row that could not be read.
 *
 * @param file the file that it is in
 * @param row where, as in {@link PlaylistEntry#row()}
 * @param reason a sentence
 */
public record Reject(Path file, long row, String reason) {}
