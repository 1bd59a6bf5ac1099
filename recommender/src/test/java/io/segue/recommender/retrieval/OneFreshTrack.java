package io.segue.recommender.retrieval;

/**
 * Evidence of a single track that the model does not know, near every playlist.
 *
 * @param track its number
 * @param companions the tracks that it was heard with
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record OneFreshTrack(int track, int... companions) implements LiveEvidence {

  @Override
  public void following(int other, OccurrenceVisitor visitor) {}

  @Override
  public void preceding(int other, OccurrenceVisitor visitor) {}

  @Override
  public int count(int other) {
    return 0;
  }

  @Override
  public int artistOf(int freshTrack) {
    return -1;
  }

  @Override
  public int[] companions(int freshTrack) {
    return companions;
  }

  @Override
  public int[] nearest(Query query) {
    return new int[] {track};
  }
}
