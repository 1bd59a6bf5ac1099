package io.segue.app.quality;

/**
 * One side of a trial.
 *
 * @param startedAtMs when the trial began, in milliseconds since 1970; names the trial
 * @param candidate whether it is the candidate's side
 */
public record TrialSide(long startedAtMs, boolean candidate) {}
