package io.segue.client;

/**
 * What came of waiting for an event.
 *
 * @param event its token
 * @param reached whether the answer has the event
 */
public record After(String event, boolean reached, long waitedMs) {}
