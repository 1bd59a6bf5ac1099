package io.segue.trainer.card;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A card as one HTML page that needs nothing else: style, script and plots are within it, and it
 * forbids itself to load anything. Values are escaped by the template engine. Thread-safe.
 */
public final class CardHtml {

  private static final String FOLDER = "io/segue/trainer/card/";

  private static final PebbleTemplate TEMPLATE = template();

  private CardHtml() {}

  /** The page. */
  public static String of(Card card) {
    Map<String, Object> context = new HashMap<>(CardView.of(card));
    context.put("style", resource("card.css"));
    context.put("script", resource("card.js"));
    StringWriter page = new StringWriter();
    try {
      TEMPLATE.evaluate(page, context, Locale.ROOT);
    } catch (IOException e) {
      throw new UncheckedIOException("a page cannot be written to memory", e);
    }
    return page.toString();
  }

  private static PebbleTemplate template() {
    ClasspathLoader loader = new ClasspathLoader(CardHtml.class.getClassLoader());
    loader.setPrefix(FOLDER);
    return new PebbleEngine.Builder()
        .loader(loader)
        .autoEscaping(true)
        .strictVariables(true)
        .build()
        .getTemplate("card.peb");
  }

  private static String resource(String name) {
    try (InputStream in = CardHtml.class.getClassLoader().getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + FOLDER + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FOLDER + name, e);
    }
  }
}
