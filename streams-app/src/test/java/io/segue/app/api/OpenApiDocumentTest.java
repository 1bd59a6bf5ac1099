package io.segue.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The OpenAPI document by itself, as the parser of Swagger's makers reads it. */
class OpenApiDocumentTest {

  @Test
  void itIsOpenApi31() throws IOException {
    SwaggerParseResult parsed = parse(document());

    assertThat(parsed.getMessages()).isEmpty();
    assertThat(parsed.isOpenapi31()).isTrue();
    assertThat(parsed.getOpenAPI().getPaths()).containsKey("/v1/recommendations");
  }

  @Test
  void whatIsNotOpenApiWouldBeFoundOut() throws IOException {
    String misspelt = document().replace("operationId: getIndex\n", "operationID: getIndex\n");
    String nowhere = document().replace("'#/components/schemas/Index'", "'#/components/schemas/I'");

    assertThat(parse(misspelt).getMessages()).anyMatch(said -> said.contains("operationID"));
    assertThat(parse(nowhere).getMessages()).isNotEmpty();
  }

  private static SwaggerParseResult parse(String document) {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    return new OpenAPIV3Parser().readContents(document, List.of(), options);
  }

  private static String document() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            OpenApiDocumentTest.class.getResourceAsStream("/io/segue/app/web/openapi.yaml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
