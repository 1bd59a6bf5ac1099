package io.segue.local.chaos;

/** Something that goes wrong, and what must hold all the same. */
interface Scenario {

  /**
   * Makes it go wrong for as long as the settings say.
   *
   * @return figures, and the promises that were not kept
   */
  Outcome run(Settings settings) throws Exception;
}
