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
 * Pages that need nothing else: style and script are within them. Values are escaped by the
 * template engine. Thread-safe.
 */
final class Pages {

  private static final String FOLDER = "io/segue/trainer/card/";

  private Pages() {}

  /** A template of this package's resources. */
  static PebbleTemplate template(String name) {
    ClasspathLoader loader = new ClasspathLoader(Pages.class.getClassLoader());
    loader.setPrefix(FOLDER);
    return new PebbleEngine.Builder()
        .loader(loader)
        .autoEscaping(true)
        .strictVariables(true)
        .build()
        .getTemplate(name);
  }

  /** The page that a template makes of values, and of the style and script that all share. */
  static String page(PebbleTemplate template, Map<String, ?> values) {
    Map<String, Object> context = new HashMap<>(values);
    context.put("style", resource("card.css"));
    context.put("script", resource("card.js"));
    StringWriter page = new StringWriter();
    try {
      template.evaluate(page, context, Locale.ROOT);
    } catch (IOException e) {
      throw new UncheckedIOException("a page cannot be written to memory", e);
    }
    return page.toString();
  }

  private static String resource(String name) {
    try (InputStream in = Pages.class.getClassLoader().getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + FOLDER + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FOLDER + name, e);
    }
  }
}
