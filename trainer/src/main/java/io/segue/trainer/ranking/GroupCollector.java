package io.segue.trainer.ranking;

import io.segue.recommender.ranking.CandidateFinder;
import io.segue.recommender.ranking.Cascade;
import io.segue.recommender.ranking.FeatureTable;
import io.segue.recommender.ranking.RankingModel;
import io.segue.recommender.ranking.Shortlist;
import io.segue.recommender.retrieval.CandidateTable;
import io.segue.recommender.retrieval.IntSlots;
import io.segue.recommender.sessions.Sessions;
import java.util.SplittableRandom;

/**
 * Makes training groups of the cases of a {@link TimeSplit}: the right answer and negatives drawn
 * from the other candidates. Cases whose answer is no candidate teach nothing and are left out. The
 * same whatever the number of threads.
 */
final class GroupCollector {

  private final RankingModel model;
  private final TimeSplit split;
  private final Sessions sessions;
  private final int[] cases;
  private final int negatives;
  private final long seed;

  /**
   * @param model what finds the candidates; must not know the sessions that are asked of
   * @param split whose future's sessions are asked of
   * @param cases the events of the answers in them
   * @param negatives how many wrong candidates a group has at most
   */
  GroupCollector(RankingModel model, TimeSplit split, int[] cases, int negatives, long seed) {
    this.model = model;
    this.split = split;
    this.sessions = split.future();
    this.cases = cases;
    this.negatives = negatives;
    this.seed = seed;
  }

  /** Groups of candidates with the ranker's features, from the shortlist. */
  TrainingGroups described(int threads) throws InterruptedException {
    return TrainingGroups.concat(Shards.run(cases.length, threads, this::describe));
  }

  private TrainingGroups describe(int from, int to) {
    Cascade cascade = model.newCascade();
    FeatureTable features = cascade.features();
    TrainingGroups groups = new TrainingGroups(features.features());
    for (int i = from; i < to; i++) {
      int answer = sessions.tracks()[cases[i]];
      cascade.describe(sessions.tracks(), start(cases[i]), cases[i]);
      int right = -1;
      for (int row = 0; row < cascade.size() && right < 0; row++) {
        if (cascade.track(row) == answer) {
          right = row;
        }
      }
      if (right >= 0 && cascade.size() > 1) {
        int[] rows = draw(right, cascade.size(), i);
        for (int row : rows) {
          int offset = groups.addRow();
          for (int f = 0; f < features.features(); f++) {
            groups.values()[offset + f] = features.get(f, row);
          }
        }
        groups.endGroup(split.weight(cases[i]));
      }
    }
    return groups;
  }

  /** Groups of candidates with what the shortlist sees of them, from all candidates. */
  TrainingGroups raw(int threads) throws InterruptedException {
    return TrainingGroups.concat(Shards.run(cases.length, threads, this::collectRaw));
  }

  private TrainingGroups collectRaw(int from, int to) {
    CandidateFinder finder = model.newFinder();
    CandidateTable table = finder.table();
    TrainingGroups groups = new TrainingGroups(table.columns());
    float[] scales = new float[table.columns()];
    for (int i = from; i < to; i++) {
      finder.find(sessions.tracks(), start(cases[i]), cases[i]);
      int right = table.find(sessions.tracks()[cases[i]]);
      if (right != IntSlots.NONE && table.size() > 1) {
        for (int c = 0; c < scales.length; c++) {
          scales[c] = Shortlist.scale(table.column(c), table.size());
        }
        for (int slot : draw(right, table.size(), i)) {
          int offset = groups.addRow();
          for (int c = 0; c < scales.length; c++) {
            groups.values()[offset + c] = Shortlist.relative(table.score(c, slot), scales[c]);
          }
        }
        groups.endGroup(split.weight(cases[i]));
      }
    }
    return groups;
  }

  /** The right one, and then others, none twice. */
  private int[] draw(int right, int size, int salt) {
    SplittableRandom random = new SplittableRandom(seed + salt * 0x9E3779B97F4A7C15L);
    int[] drawn = new int[Math.min(size, negatives + 1)];
    drawn[0] = right;
    if (drawn.length == size) {
      for (int i = 1; i < size; i++) {
        drawn[i] = i <= right ? i - 1 : i;
      }
      return drawn;
    }
    IntSlots seen = new IntSlots();
    seen.slot(right);
    while (seen.size() < drawn.length) {
      seen.slot(random.nextInt(size));
    }
    for (int i = 1; i < drawn.length; i++) {
      drawn[i] = seen.key(i);
    }
    return drawn;
  }

  private int start(int event) {
    return sessions.start(sessions.sessionOf(event));
  }
}
