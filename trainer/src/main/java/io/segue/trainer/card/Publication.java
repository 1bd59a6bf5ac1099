package io.segue.trainer.card;

/**
 * What became of the chosen model.
 *
 * @param version the version that it was published as
 * @param active whether it was activated; otherwise the version before goes on being served
 */
public record Publication(String version, boolean active) {}
