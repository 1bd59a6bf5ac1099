package io.segue.trainer.card;

/**
 * What the chosen model is made of.
 *
 * @param tracks how many tracks it knows
 * @param vectors how many of them have a vector
 * @param dimension the vectors' length
 * @param artists how many artists it knows
 * @param lastTracks how many of the latest tracks make the query
 * @param decay what each earlier one weighs in terms of the one after it
 * @param ranking what ranks what is found, if anything does
 */
public record ModelProfile(
    int tracks,
    int vectors,
    int dimension,
    int artists,
    int lastTracks,
    double decay,
    RankingProfile ranking) {}
