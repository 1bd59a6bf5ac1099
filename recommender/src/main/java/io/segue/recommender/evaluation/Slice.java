package io.segue.recommender.evaluation;

/**
 * Some of the cases: those that have something in common.
 *
 * @param kind what they were told apart by, for example "playlist length"
 * @param name which of them these are, for example "5 to 9 tracks"
 * @param cases their numbers
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Slice(String kind, String name, int[] cases) {}
