package io.segue.trainer.dl4j;

/**
 * One batch of examples, filled anew for each step.
 *
 * <p>Shapes: with B examples and L context tracks, {@code context} is B x L rows, the newest track
 * first, -1 where a playlist is shorter; {@code next} is B rows; {@code logDrawn} is the logarithm
 * of the share of all examples whose next track is that one; {@code time} is B x {@value #TIMES}:
 * sine and cosine of the time of day and of the year, zeros where no time is given.
 */
@SuppressWarnings("ArrayRecordComponent") // scratch memory; never compared
record TowerInput(int batch, int last, int[] context, int[] next, float[] logDrawn, float[] time) {

  /** How many numbers tell a time. */
  static final int TIMES = 4;

  TowerInput(int batch, int last) {
    this(
        batch,
        last,
        new int[batch * last],
        new int[batch],
        new float[batch],
        new float[batch * TIMES]);
  }
}
