package io.segue.app.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.segue.app.hashing.StableHash;
import io.segue.app.quality.QualityReading.Counts;
import io.segue.app.quality.QualityReading.Window;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QualityReadingTest {

  @Test
  void ratesComeFromTheRanks() {
    RankCounts counts = RankCounts.NONE.with(1).with(4).with(30).with(0);

    assertThat(counts.questions()).isEqualTo(4);
    assertThat(counts.hitRate(20)).isEqualTo(0.5);
    assertThat(counts.hitRate(100)).isEqualTo(0.75);
    assertThat(counts.reciprocalRank(20)).isCloseTo((1 + 0.25) / 4, within(1e-12));
    assertThat(RankCounts.NONE.hitRate(20)).isZero();
  }

  @Test
  void partitionsAddUp() {
    QualityReading sum = reading(0, 10, 2).plus(reading(1, 30, 2));

    assertThat(sum.partitions()).containsExactlyInAnyOrder(0, 1);
    RankCounts all = counts(sum);
    assertThat(all.questions()).isEqualTo(40);
    assertThat(all.hits(1)).isEqualTo(4);
    assertThat(Objects.requireNonNull(sum.candidate()).questions()).isEqualTo(2);
    assertThat(sum.active()).isNull();
  }

  @Test
  void aPartitionThatTwoInstancesTellOfCountsOnce() {
    assertThat(counts(reading(0, 10, 2).plus(reading(0, 10, 2))).questions()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 2_000, 20_000, 300_000})
  void aSketchCountsWithinAFewPercent(int things) {
    DistinctSketch one = new DistinctSketch();
    DistinctSketch other = new DistinctSketch();
    for (int i = 0; i < things; i++) {
      (i % 3 == 0 ? one : other).add(StableHash.mixed("", "track-" + i));
      one.add(StableHash.mixed("", "track-" + i / 2));
    }
    one.merge(other.bytes());

    assertThat(one.estimate()).isCloseTo(things, within(0.07 * things + 0.5));
  }

  private static RankCounts counts(QualityReading reading) {
    Map<EventSlice, RankCounts> slices = Objects.requireNonNull(reading.byVersion().get("v1"));
    return Objects.requireNonNull(slices.get(EventSlice.ALL));
  }

  private static QualityReading reading(int partition, long questions, long hits) {
    return new QualityReading(
        Set.of(partition),
        List.of(new Window("v1", "all", new Counts(questions, List.of(hits)), new byte[0])),
        null,
        new Counts(1, List.of()));
  }
}
