package io.segue.trainer.examination;

import io.segue.trainer.examination.Check.Direction;
import io.segue.trainer.examination.Check.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What the gate says.
 *
 * @param checks all of them
 */
public record Verdict(List<Check> checks) {

  /** Copies the list. */
  public Verdict {
    checks = List.copyOf(checks);
  }

  /** Whether no check failed. */
  public boolean passed() {
    return failures().isEmpty();
  }

  /** The checks that failed. */
  public List<Check> failures() {
    return checks.stream().filter(check -> check.outcome() == Outcome.FAILED).toList();
  }

  /**
   * For example "passed all 9 checks" or "failed index recall (0.5000, at least 0.9500 needed)".
   */
  public String sentence() {
    if (passed()) {
      long passed = checks.stream().filter(check -> check.outcome() == Outcome.PASSED).count();
      return passed == checks.size()
          ? "passed all %d checks".formatted(passed)
          : "passed %d checks and skipped %d".formatted(passed, checks.size() - passed);
    }
    return failures().stream()
        .map(
            check ->
                String.format(
                    Locale.ROOT,
                    "%s (%.4f, at %s %.4f needed)",
                    check.name(),
                    check.value(),
                    check.direction() == Direction.AT_LEAST ? "least" : "most",
                    check.bound()))
        .collect(Collectors.joining(", ", "failed ", ""));
  }
}
