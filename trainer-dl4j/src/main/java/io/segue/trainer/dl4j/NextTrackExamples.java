package io.segue.trainer.dl4j;

import io.segue.trainer.embedding.Corpus;
import java.util.Arrays;
import java.util.Random;

/** All pairs of a track and those before it in its playlist. Not thread-safe. */
final class NextTrackExamples {

  private static final double DAY_MINUTES = 24 * 60;
  private static final double YEAR_MINUTES = 365.2425 * DAY_MINUTES;

  /** Examples whose time is told to the model, where it is known: half. */
  private static final double TIMED_SHARE = 0.5;

  private final Corpus rows;
  private final int last;

  /** Where in the corpus's tokens each example's next track is. */
  private final int[] positions;

  /** The first token of the sequence that each token belongs to. */
  private final int[] sequenceStart;

  private final float[] logDrawn;

  NextTrackExamples(Corpus rows, int last) {
    this.rows = rows;
    this.last = last;
    int[] tokens = rows.tokens();
    int[] found = new int[tokens.length];
    sequenceStart = new int[tokens.length];
    int[] drawn = new int[Arrays.stream(tokens).max().orElse(-1) + 1];
    int size = 0;
    for (int s = 0; s < rows.size(); s++) {
      int start = rows.offsets()[s];
      for (int i = start; i < rows.offsets()[s + 1]; i++) {
        sequenceStart[i] = start;
        if (i > start) {
          found[size++] = i;
          drawn[tokens[i]]++;
        }
      }
    }
    positions = Arrays.copyOf(found, size);
    logDrawn = new float[drawn.length];
    for (int row = 0; row < drawn.length; row++) {
      logDrawn[row] = (float) Math.log(Math.max(1, drawn[row]) / (double) Math.max(1, size));
    }
  }

  int size() {
    return positions.length;
  }

  void shuffle(Random random) {
    for (int i = positions.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int position = positions[i];
      positions[i] = positions[j];
      positions[j] = position;
    }
  }

  /** Fills the input with the examples from {@code first} on. */
  void fill(TowerInput input, int first, Random random) {
    for (int b = 0; b < input.batch(); b++) {
      int at = positions[first + b];
      int next = rows.tokens()[at];
      input.next()[b] = next;
      input.logDrawn()[b] = logDrawn[next];
      // Queries come at any length, down to a single track; so do the examples.
      int length = Math.min(1 + random.nextInt(last), at - sequenceStart[at]);
      for (int i = 0; i < last; i++) {
        input.context()[b * last + i] = i < length ? rows.tokens()[at - 1 - i] : -1;
      }
      boolean timed = random.nextDouble() < TIMED_SHARE;
      int minutes = timed && rows.minutes().length > 0 ? rows.minutes()[at] : 0;
      fillTime(input.time(), b * TowerInput.TIMES, minutes);
    }
  }

  /** Sine and cosine of the time of day and of the year; zeros when the time is not known. */
  static void fillTime(float[] time, int at, int minutes) {
    if (minutes == 0) {
      Arrays.fill(time, at, at + TowerInput.TIMES, 0);
      return;
    }
    double day = 2 * Math.PI * (minutes % DAY_MINUTES) / DAY_MINUTES;
    double year = 2 * Math.PI * (minutes % YEAR_MINUTES) / YEAR_MINUTES;
    time[at] = (float) Math.sin(day);
    time[at + 1] = (float) Math.cos(day);
    time[at + 2] = (float) Math.sin(year);
    time[at + 3] = (float) Math.cos(year);
  }
}
