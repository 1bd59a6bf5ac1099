package io.segue.trainer.dl4j;

import io.segue.trainer.embedding.Corpus;
import io.segue.trainer.embedding.TrainingProgress;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.models.sequencevectors.interfaces.SequenceIterator;
import org.deeplearning4j.models.sequencevectors.sequence.Sequence;
import org.deeplearning4j.models.word2vec.VocabWord;

/**
 * A corpus as Deeplearning4j reads it: words are row numbers. It is read once for counting and then
 * once an epoch. Used by one thread at a time, but by several one after the other.
 */
final class RowSequences implements SequenceIterator<VocabWord> {

  private final Corpus raw;
  private final Corpus rows;
  private final TrainingProgress progress;

  /** One word a row, shared by all its occurrences. */
  private final List<VocabWord> words = new ArrayList<>();

  private int next;
  private boolean counted;
  private volatile boolean cancelled;

  /**
   * @param raw the corpus before rare tracks were left out, whose tokens are what is reported
   * @param rows the corpus of rows, with the same sequences
   */
  RowSequences(Corpus raw, Corpus rows, TrainingProgress progress) {
    this.raw = raw;
    this.rows = rows;
    this.progress = progress;
    for (int row : rows.tokens()) {
      while (words.size() <= row) {
        words.add(new VocabWord(1.0, Integer.toString(words.size())));
      }
    }
  }

  @Override
  public synchronized boolean hasMoreSequences() {
    return !cancelled && next < rows.size();
  }

  @Override
  public synchronized Sequence<VocabWord> nextSequence() {
    Sequence<VocabWord> sequence = new Sequence<>();
    for (int i = rows.offsets()[next]; i < rows.offsets()[next + 1]; i++) {
      sequence.addElement(words.get(rows.tokens()[i]));
    }
    if (counted) {
      progress.read(raw.offsets()[next + 1] - raw.offsets()[next]);
    }
    next++;
    if (next == rows.size()) {
      counted = true;
    }
    return sequence;
  }

  @Override
  public synchronized void reset() {
    next = 0;
  }

  /** Ends the training before its time: from now on there are no more sequences. */
  void cancel() {
    cancelled = true;
  }
}
