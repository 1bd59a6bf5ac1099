package io.segue.local.chaos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came of a scenario: figures, and the promises that were not kept. Used by one thread. */
final class Outcome {

  private final Map<String, Object> figures = new LinkedHashMap<>();
  private final List<String> broken = new ArrayList<>();

  Outcome figure(String name, Object value) {
    figures.put(name, value);
    return this;
  }

  Outcome figures(Map<String, Object> more) {
    figures.putAll(more);
    return this;
  }

  /** Notes a promise that was not kept, unless it was. */
  Outcome promise(boolean kept, String promise) {
    if (!kept) {
      broken.add(promise);
    }
    return this;
  }

  /** The promises that were not kept. */
  List<String> broken() {
    return List.copyOf(broken);
  }

  Map<String, Object> report() {
    Map<String, Object> report = new LinkedHashMap<>(figures);
    report.put("broken", broken());
    return report;
  }
}
