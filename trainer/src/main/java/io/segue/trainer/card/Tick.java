package io.segue.trainer.card;

/**
 * A value on an axis of a picture.
 *
 * @param at its place, from the left or from the top
 * @param label its text
 */
public record Tick(String at, String label) {}
