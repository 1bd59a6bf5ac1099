package io.segue.trainer.examination;

import io.segue.recommender.evaluation.TargetRanks.Estimate;

/**
 * How a model behaves beyond its hit rate; each a mean over cases, with its interval. Lists are
 * those of the best {@value Examiner#LIST}.
 *
 * @param missCosine the cosine between a wrong first answer and the right one
 * @param chanceCosine the same for tracks drawn by chance, by how often they are played
 * @param shuffledOverlap how much of the list stays when the playlist is shuffled, 0 to 1
 * @param missingOverlap how much of it stays when one of the latest tracks is missing, 0 to 1
 * @param headShare the share of the list that is in the head: among the tracks that make up half of
 *     all plays
 * @param headShareOfRight the share of the right answers that is
 * @param topArtistShare the share of a list's most frequent artist
 * @param topArtistShareOfPlaylists the same of the playlists that were asked about
 * @param indexRecall the share of the exact nearest neighbours that the index finds
 */
public record Behaviour(
    Estimate missCosine,
    Estimate chanceCosine,
    Estimate shuffledOverlap,
    Estimate missingOverlap,
    Estimate headShare,
    Estimate headShareOfRight,
    Estimate topArtistShare,
    Estimate topArtistShareOfPlaylists,
    Estimate indexRecall) {}
