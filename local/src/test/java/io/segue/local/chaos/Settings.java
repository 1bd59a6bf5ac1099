package io.segue.local.chaos;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a scenario is told.
 *
 * @param length how long faults go on
 * @param seed draws events and faults
 * @param folder where everything lies that is made meanwhile
 * @param eventsPerSecond that are written
 * @param queriesPerSecond that are asked
 * @param rehearsed whether the instances' JVMs begin with what an earlier one knew, which takes a
 *     quarter of a minute once
 * @param progress where it is told what happens
 */
record Settings(
    Duration length,
    long seed,
    Path folder,
    int eventsPerSecond,
    int queriesPerSecond,
    boolean rehearsed,
    PrintStream progress) {

  void say(String what, Object... values) {
    progress.printf(what + "%n", values);
  }
}
