package io.segue.trainer.card;

import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.util.List;
import java.util.Map;

/** Plots as one HTML page that needs nothing else, in the style of the card. Thread-safe. */
public final class PlotPage {

  private static final PebbleTemplate TEMPLATE = Pages.template("plots.peb");

  private PlotPage() {}

  /** The page. */
  public static String of(String title, List<LinePlot> plots) {
    return Pages.page(TEMPLATE, Map.of("title", title, "linePlots", plots));
  }
}
