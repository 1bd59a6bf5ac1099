package io.segue.app.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * JSON in and out, strict about what comes in: unknown fields, fields given twice, numbers written
 * as text and anything after the value are refused with a sentence.
 */
final class Json {

  static final String CONTENT_TYPE = "application/json";

  private static final int NESTING_MAX = 20;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(NESTING_MAX).build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  /** What a field of a type is called where people have no types. */
  private static final Map<Class<?>, String> KINDS =
      Map.of(
          String.class, "a text in quotes",
          boolean.class, "true or false",
          Boolean.class, "true or false",
          int.class, "a whole number",
          Integer.class, "a whole number",
          long.class, "a whole number",
          Long.class, "a whole number",
          double.class, "a number",
          Double.class, "a number");

  private static final ObjectWriter WRITER = MAPPER.writer();

  private Json() {}

  static byte[] write(Object value) {
    try {
      return WRITER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer cannot be written as JSON", e);
    }
  }

  /**
   * Reads a body.
   *
   * @throws ProblemException saying what is wrong with it
   */
  static <T> T read(byte[] body, Class<T> type) {
    if (body.length == 0) {
      throw ProblemException.badRequest("The body is empty; send a JSON object.");
    }
    T value = read(MAPPER.readerFor(type), reader -> reader.readValue(body));
    if (value == null) {
      throw ProblemException.badRequest("The body is null; send a JSON object.");
    }
    return value;
  }

  /**
   * Reads a part of a body.
   *
   * @throws ProblemException saying what is wrong with it
   */
  static <T> T read(@Nullable JsonNode part, Class<T> type) {
    if (part == null || part.isNull()) {
      throw ProblemException.badRequest("This is null; send a JSON object.");
    }
    return read(MAPPER.readerFor(type), reader -> reader.readValue(part));
  }

  /** How a reader is given what it reads. */
  @FunctionalInterface
  private interface Reading<T> {
    T from(ObjectReader reader) throws IOException;
  }

  private static <T> T read(ObjectReader reader, Reading<T> reading) {
    try {
      return reading.from(reader);
    } catch (UnrecognizedPropertyException e) {
      throw ProblemException.badRequest(unknownField(e));
    } catch (MismatchedInputException e) {
      throw ProblemException.badRequest(mismatch(e));
    } catch (JsonProcessingException e) {
      throw ProblemException.badRequest("The body is not valid JSON: " + sentence(e));
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot be read", e);
    }
  }

  private static String unknownField(UnrecognizedPropertyException e) {
    Collection<Object> known = e.getKnownPropertyIds();
    return "The body has an unknown field "
        + Texts.quoted(e.getPropertyName())
        + "; known fields are "
        + known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "))
        + "."
        + Texts.didYouMean(e.getPropertyName(), known.stream().map(String::valueOf).toList());
  }

  private static String mismatch(MismatchedInputException e) {
    String path =
        e.getPath().stream()
            .map(
                step ->
                    step.getFieldName() == null
                        ? "[" + step.getIndex() + "]"
                        : "." + step.getFieldName())
            .collect(Collectors.joining());
    String field = path.startsWith(".") ? path.substring(1) : path;
    if (field.isEmpty()) {
      return "The body is not the JSON object that is expected: " + sentence(e);
    }
    String given =
        e instanceof InvalidFormatException wrong
            ? ", not " + Texts.quoted(String.valueOf(wrong.getValue()))
            : "";
    return "The field "
        + Texts.quoted(field)
        + " must be "
        + kindOf(e.getTargetType())
        + given
        + ".";
  }

  private static String kindOf(@Nullable Class<?> type) {
    if (type == null) {
      return "something else";
    }
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(String::valueOf)
              .collect(Collectors.joining(", "));
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    return KINDS.getOrDefault(type, "an object");
  }

  /** The first line of Jackson's message, without Java's names. */
  private static String sentence(JsonProcessingException e) {
    String message = String.valueOf(e.getOriginalMessage());
    int end = message.indexOf('\n');
    String first = end < 0 ? message : message.substring(0, end);
    String clean =
        first
            .replaceAll("`(?:[a-z]+\\.)+(?:[A-Za-z]+\\$)?([A-Za-z]+)(?:<[^`]*>)?`", "$1")
            .replaceAll(" ?\\(token [^)]*\\)", "")
            .replaceAll("\\(start marker at .*", "")
            .strip();
    boolean located = e instanceof JsonMappingException ? false : e.getLocation() != null;
    return located
        ? clean
            + " (line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ")"
        : clean;
  }
}
