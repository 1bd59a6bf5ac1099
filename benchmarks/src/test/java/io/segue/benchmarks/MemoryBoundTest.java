package io.segue.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryBoundTest {

  @Test
  void boundIsTheSumOfTheParts() {
    MemoryBound bound = new MemoryBound(1_000, 100);

    // 1,000 heap, 100 direct, 96 RocksDB, 128 code, 128 classes, 80 + 192 of the JVM's own.
    assertThat(bound.mebibytes()).isEqualTo(1_000 + 100 + 96 + 128 + 128 + 272);
    assertThat(bound.words()).startsWith("1,724 MiB = heap 1,000 + direct 100");
  }

  @Test
  void jvmIsHeldToIt() {
    assertThat(new MemoryBound(1_000, 100).options())
        .contains("-Xms1000m", "-XX:MaxDirectMemorySize=100m");
  }
}
