package io.segue.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogFormatTest {

  @Test
  void aJsonLineHasTheRequestItBelongsTo() throws Exception {
    JsonNode line =
        new ObjectMapper().readTree(logged("json", Map.of("request", "shop-7"), "it \"failed\""));

    assertThat(line.path("formattedMessage").asText()).isEqualTo("it \"failed\"");
    assertThat(line.path("level").asText()).isEqualTo("WARN");
    assertThat(line.path("mdc").path("request").asText()).isEqualTo("shop-7");
    assertThat(line.path("timestamp").isNumber()).isTrue();
  }

  @Test
  void aTextLineNamesTheRequestOnlyWhereThereIsOne() throws Exception {
    assertThat(logged("text", Map.of("request", "shop-7"), "hello"))
        .endsWith("WARN  io.segue - [shop-7] hello\n");
    assertThat(logged("text", Map.of(), "hello")).endsWith("WARN  io.segue - hello\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void everyKnownFormatHasItsAppender(String format) throws Exception {
    assertThatCode(() -> LogFormat.check(format)).doesNotThrowAnyException();
    assertThat(logged(format, Map.of(), "hello")).contains("hello");
  }

  @Test
  void anUnknownFormatIsRefused() {
    assertThatThrownBy(() -> LogFormat.check("jsn"))
        .isInstanceOf(BadInputException.class)
        .hasMessage("SEGUE_LOG_FORMAT is 'jsn'; known are text and json.");
  }

  private static String logged(String format, Map<String, String> mdc, String message)
      throws Exception {
    LoggerContext context = new LoggerContext();
    context.putProperty(LogFormat.VARIABLE, format);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(LogFormatTest.class.getResource("/logback.xml"));
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    LoggingEvent event =
        new LoggingEvent("", context.getLogger("io.segue"), Level.WARN, message, null, null);
    event.setMDCPropertyMap(mdc);
    ConsoleAppender<ILoggingEvent> appender =
        (ConsoleAppender<ILoggingEvent>) root.getAppender(format);
    return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
  }
}
