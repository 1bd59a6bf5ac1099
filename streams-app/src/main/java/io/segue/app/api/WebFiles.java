package io.segue.app.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The pages for people and what they are made of: {@code GET /}, {@code GET /operate}, {@code GET
 * /reference}, {@code GET /web/{file}}, and the document of the API, {@code GET /openapi.yaml}, out
 * of the jar. Anyone may have them, they tell nothing; what they show they ask the API, with the
 * token of whoever looks. 200 with the file, 404 for one that is not there.
 */
final class WebFiles {

  /** All that a page of Segue may load is Segue's own, and none of it is written inside a page. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src"
              + " 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "yaml", "application/yaml");

  private static final String DOCUMENT = "openapi.yaml";
  private static final String FOLDER = "/io/segue/app/web/";

  /** What {@code /web/} has; a request's path names none of the jar's other files. */
  private static final List<String> FILES =
      List.of(
          "api.js",
          "chart.js",
          "dom.js",
          "listen.js",
          "operate.js",
          "playlist.js",
          "quality.js",
          "recommendation.js",
          "reference.js",
          "segue.css",
          "segue.svg",
          "token.js");

  private WebFiles() {}

  /** The endpoints. */
  static List<Endpoint> endpoints() {
    return List.of(
        new Page("/", "listen.html"),
        new Page("/operate", "operate.html"),
        new Page("/reference", "reference.html"),
        new Page("/openapi.yaml", DOCUMENT),
        new Parts());
  }

  /** The document for the page that shows it: browsers read no YAML. */
  private static Answer documentAsJson() {
    Object document =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(new String(read(DOCUMENT).body(), StandardCharsets.UTF_8));
    return new Answer(Answer.OK, Json.CONTENT_TYPE, Json.write(document), HEADERS);
  }

  private static Answer read(String file) {
    String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
    try (InputStream in = WebFiles.class.getResourceAsStream(FOLDER + file)) {
      if (in == null || type == null) {
        throw new IllegalStateException("the jar lacks " + FOLDER + file);
      }
      return new Answer(Answer.OK, type, in.readAllBytes(), HEADERS);
    } catch (IOException e) {
      throw new UncheckedIOException("The jar's " + FOLDER + file + " cannot be read", e);
    }
  }

  /** A page. */
  private record Page(String path, Answer answer) implements Endpoint {

    Page(String path, String file) {
      this(path, read(file));
    }

    @Override
    public String method() {
      return "GET";
    }

    @Override
    public Set<String> queryParameters() {
      return Set.of();
    }

    @Override
    public Answer answer(ApiRequest request) {
      return answer;
    }
  }

  /** What pages are made of. */
  private static final class Parts implements Endpoint {

    private final Map<String, Answer> files;

    Parts() {
      Map<String, Answer> all = new HashMap<>();
      FILES.forEach(file -> all.put(file, read(file)));
      all.put("openapi.json", documentAsJson());
      files = Map.copyOf(all);
    }

    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String path() {
      return "/web/{file}";
    }

    @Override
    public Answer answer(ApiRequest request) {
      String file = request.pathValues().getOrDefault("file", "");
      Answer answer = files.get(file);
      if (answer == null) {
        throw ProblemException.notFound("No page has the part " + Texts.quoted(file) + ".");
      }
      return answer;
    }
  }
}
