package io.segue.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which index versions there are, as the instance that answered sees them.
 *
 * @param serving which one answers; null while there is none
 * @param wanted which one is to answer
 * @param trial the trial that is on, as the API has it; null where none is
 * @param instance who answered
 */
public record Index(
    @Nullable String serving,
    @Nullable Instant servingSince,
    @Nullable String wanted,
    @Nullable Map<String, Object> trial,
    List<Version> versions,
    String instance) {

  /**
   * A version.
   *
   * @param state {@code loading}, {@code ready}, {@code serving}, {@code candidate}, {@code
   *     previous} or {@code faulty}
   * @param reason why it is faulty, or not loaded yet
   * @param content what its manifest says, as the API has it
   */
  public record Version(
      String version,
      String state,
      @Nullable String reason,
      Instant since,
      @Nullable Map<String, Object> content) {}
}
