package io.segue.trainer.card;

import io.pebbletemplates.pebble.template.PebbleTemplate;

/**
 * A card as one HTML page that needs nothing else: style, script and plots are within it, and it
 * forbids itself to load anything. Values are escaped by the template engine. Thread-safe.
 */
public final class CardHtml {

  private static final PebbleTemplate TEMPLATE = Pages.template("card.peb");

  private CardHtml() {}

  /** The page. */
  public static String of(Card card) {
    return Pages.page(TEMPLATE, CardView.of(card));
  }
}
