package io.segue.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebFilesTest {

  private static final Pattern PARTS =
      Pattern.compile("(?:from |import )\"\\./([^\"]+)\"|(?:src|href)=\"/web/([^\"]+)\"");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html",
          "js", "text/javascript",
          "css", "text/css",
          "svg", "image/svg+xml",
          "yaml", "application/yaml");

  private final ApiFixture api = new ApiFixture(Duration.ofMillis(300));
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.close();
    api.close();
  }

  @Test
  void everyFileOfTheJarIsServedWithItsType() throws Exception {
    for (String file : files()) {
      HttpResponse<String> answer = get(pathOf(file));
      assertThat(answer.statusCode()).as(file).isEqualTo(200);
      assertThat(answer.body()).isNotEmpty();
      assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
          .startsWith(TYPES.getOrDefault(file.substring(file.lastIndexOf('.') + 1), "none"));
    }
  }

  @Test
  void whatAPageLoadsIsThere() throws Exception {
    for (String file : files()) {
      Matcher part = PARTS.matcher(get(pathOf(file)).body());
      while (part.find()) {
        String name = Objects.requireNonNullElse(part.group(1), part.group(2));
        assertThat(get("/web/" + name).statusCode()).as("%s of %s", name, file).isEqualTo(200);
      }
    }
  }

  @Test
  void pagesMayLoadOnlyWhatIsSeguesOwnAndNothingIsWrittenInsideThem() throws Exception {
    for (String file : files().stream().filter(name -> name.endsWith(".html")).toList()) {
      HttpResponse<String> page = get(pathOf(file));
      assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(page.body()).doesNotContain("<style", " style=", " onclick", "http:", "https:");
      assertThat(page.body()).doesNotContainPattern("<script(?![^>]*src=)");
    }
  }

  @Test
  void noOtherFileOfTheJarCanBeHad() throws Exception {
    assertThat(get("/web/nothing.js").statusCode()).isEqualTo(404);
    assertThat(get("/web/..%2Fweb%2Fapi.js").statusCode()).isEqualTo(404);
    assertThat(get("/web/%2E%2E%2Fapi%2FRouter.class").statusCode()).isEqualTo(404);
  }

  private static String pathOf(String file) {
    return switch (file) {
      case "listen.html" -> "/";
      case "operate.html" -> "/operate";
      case "reference.html" -> "/reference";
      case "openapi.yaml" -> "/openapi.yaml";
      default -> "/web/" + file;
    };
  }

  private static List<String> files() throws Exception {
    URI folder =
        Objects.requireNonNull(WebFilesTest.class.getResource("/io/segue/app/web/api.js"))
            .toURI()
            .resolve(".");
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private HttpResponse<String> get(String target) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(api.uri(target)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
