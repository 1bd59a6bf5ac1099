package io.segue.client;

/**
 * What was wrong, as a problem detail (RFC 9457).
 *
 * @param type stays the same for a kind of problem
 * @param detail a sentence that says what was wrong and what to do
 * @param instance the path that was asked
 */
public record Problem(String type, String title, int status, String detail, String instance) {}
