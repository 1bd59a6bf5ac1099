package io.segue.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessMemoryTest {

  @Test
  void fieldsOfTheSystemAreReadInBytes() {
    List<String> lines =
        List.of(
            "Name:\tjava",
            "VmHWM:\t  900 kB",
            "VmRSS:\t  800 kB",
            "RssAnon:\t  600 kB",
            "RssFile:\t  200 kB",
            "Threads:\t7");

    assertThat(ProcessMemory.parse(lines))
        .isEqualTo(new ProcessMemory(800 * 1024, 600 * 1024, 200 * 1024));
  }

  @Test
  void systemWithoutTheFieldsHasZeros() {
    assertThat(ProcessMemory.parse(List.of("Name:\tkthreadd")))
        .isEqualTo(new ProcessMemory(0, 0, 0));
  }
}
