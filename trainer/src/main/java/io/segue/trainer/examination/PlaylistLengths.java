package io.segue.trainer.examination;

import io.segue.recommender.evaluation.Bootstrap;
import io.segue.recommender.evaluation.CaseTable;
import io.segue.recommender.evaluation.Slice;
import io.segue.recommender.evaluation.Slicing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** Cuts questions by how long the playlist was, in a test and in what listeners were shown. */
public final class PlaylistLengths {

  private static final List<String> NAMES =
      List.of("up to 2", "3 to 4", "5 to 9", "10 to 19", "20 to 49", "50 and more");
  private static final int[] LENGTHS = {3, 5, 10, 20, 50};

  private PlaylistLengths() {}

  /** One slice a name; empty ones too. */
  static List<Slice> slices(int questions, IntUnaryOperator length) {
    return Slicing.of(
        "playlist length",
        NAMES,
        questions,
        question -> Slicing.place(length.applyAsInt(question), LENGTHS));
  }

  /**
   * How each slice that has questions was answered.
   *
   * @param table a row a question
   * @param length of the playlist that a question is about
   */
  public static List<SliceResult> results(
      CaseTable table, IntUnaryOperator length, Bootstrap bootstrap) throws InterruptedException {
    List<SliceResult> results = new ArrayList<>();
    for (Slice slice : slices(table.cases(), length)) {
      if (slice.cases().length > 0) {
        results.add(result(slice, true, table, bootstrap));
      }
    }
    return results;
  }

  static SliceResult result(Slice slice, boolean answerable, CaseTable table, Bootstrap bootstrap)
      throws InterruptedException {
    CaseTable rows = table.rows(slice.cases());
    return new SliceResult(
        slice.kind(),
        slice.name(),
        slice.cases().length,
        answerable,
        bootstrap.mean(rows.values("hr@" + Examiner.K)),
        bootstrap.mean(rows.values("mrr@" + Examiner.K)));
  }
}
