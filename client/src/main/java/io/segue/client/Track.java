package io.segue.client;

import org.jspecify.annotations.Nullable;

/**
 * A track and what people call it.
 *
 * @param title null where Segue does not know it
 * @param artist null where Segue does not know it
 */
public record Track(String trackId, @Nullable String title, @Nullable String artist) {}
