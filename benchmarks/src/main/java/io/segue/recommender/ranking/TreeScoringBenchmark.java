package io.segue.recommender.ranking;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Candidates scored by trees as the reported configuration has them: 400 of depth 6, a shortlist of
 * 150, each feature tested against as many thresholds as histograms have. Walking each tree is the
 * peer of the bit-sliced way.
 *
 * <p>In this package to get at both, which are nobody else's business.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TreeScoringBenchmark {

  private static final int ROWS = 150;
  private static final int TREES = 400;
  private static final int DEPTH = 6;
  private static final int FEATURES = 60;
  private static final int CUTS = 255;

  /** How the trees are asked. */
  @Param({"sliced", "walked"})
  public String way = "";

  private final FeatureTable table = new FeatureTable(FEATURES, ROWS);
  private TreeEnsemble trees = new TreeEnsemble(DEPTH, new short[0], new float[0], new float[0]);
  private Ranker sliced = trees;
  private final float[] scores = new float[ROWS];

  /** Draws features and trees. */
  @Setup
  public void prepare() {
    Random random = new Random(1);
    for (int feature = 0; feature < FEATURES; feature++) {
      for (int row = 0; row < ROWS; row++) {
        table.set(feature, row, random.nextFloat());
      }
    }
    int inner = (1 << DEPTH) - 1;
    short[] features = new short[TREES * inner];
    float[] thresholds = new float[features.length];
    for (int node = 0; node < features.length; node++) {
      features[node] = (short) random.nextInt(FEATURES);
      thresholds[node] = (1 + random.nextInt(CUTS)) / (CUTS + 1f);
    }
    float[] leaves = new float[TREES << DEPTH];
    for (int leaf = 0; leaf < leaves.length; leaf++) {
      leaves[leaf] = random.nextFloat() - 0.5f;
    }
    trees = new TreeEnsemble(DEPTH, features, thresholds, leaves);
    sliced = trees.forOneThread();
  }

  /** One shortlist; a candidate is an operation. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public float[] score() {
    Ranker ranker = way.equals("sliced") ? sliced : trees;
    ranker.score(table, ROWS, scores);
    return scores;
  }
}
