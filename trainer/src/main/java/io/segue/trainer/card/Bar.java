package io.segue.trainer.card;

/**
 * One bar of a histogram.
 *
 * @param label what is counted
 * @param count how many there are
 */
public record Bar(String label, long count) {}
