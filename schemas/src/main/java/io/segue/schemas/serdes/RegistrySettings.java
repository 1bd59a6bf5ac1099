package io.segue.schemas.serdes;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * How to use a schema registry, read from the configuration keys of Confluent's serializers.
 *
 * <p>Immutable. {@link #toString()} shows no password.
 *
 * @param urls the registry's addresses, without user information and without a slash at the end; at
 *     least one
 * @param autoRegister whether a writer registers its schema when it is not there yet
 * @param useLatest whether a writer that does not register writes with the subject's latest schema
 *     instead of its own
 * @param naming how subjects are named
 * @param userInfo {@code user:password} for basic authentication, or null
 */
public record RegistrySettings(
    List<URI> urls,
    boolean autoRegister,
    boolean useLatest,
    SubjectNaming naming,
    @Nullable String userInfo) {

  /** Key: the registry's addresses, separated by commas. Without it there is no registry. */
  public static final String URL = "schema.registry.url";

  static final String AUTO_REGISTER = "auto.register.schemas";
  static final String USE_LATEST = "use.latest.version";
  static final String SUBJECT_NAME_STRATEGY = "value.subject.name.strategy";
  static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";
  static final String USER_INFO = "basic.auth.user.info";
  private static final String PREFIXED_USER_INFO = "schema.registry.basic.auth.user.info";

  private static final List<String> OURS =
      List.of(
          URL,
          AUTO_REGISTER,
          USE_LATEST,
          SUBJECT_NAME_STRATEGY,
          CREDENTIALS_SOURCE,
          USER_INFO,
          PREFIXED_USER_INFO);
  private static final List<String> UNSUPPORTED_PREFIXES =
      List.of("schema.registry.", "basic.auth.", "bearer.auth.");

  /** Copies the addresses. */
  public RegistrySettings {
    urls = List.copyOf(urls);
  }

  /** Whether the key is one for the schema registry, not for a Kafka client. */
  public static boolean isRegistryKey(String key) {
    return OURS.contains(key) || UNSUPPORTED_PREFIXES.stream().anyMatch(key::startsWith);
  }

  /**
   * Reads the settings; empty when {@value #URL} is absent or blank.
   *
   * @param config any client configuration; keys that are not for the registry are passed over
   * @throws ConfigException saying which key is wrong and how
   */
  public static Optional<RegistrySettings> from(Map<String, ?> config) {
    String urls = text(config, URL, "");
    if (urls.isBlank()) {
      return Optional.empty();
    }
    for (String key : config.keySet()) {
      if (isRegistryKey(key) && !OURS.contains(key)) {
        throw new ConfigException(
            key + " is not supported; the keys for the schema registry are " + OURS + ".");
      }
    }
    List<URI> bases = new ArrayList<>();
    String urlUserInfo = null;
    for (String url : urls.split(",", -1)) {
      URI uri = address(url.strip());
      if (uri.getRawUserInfo() != null) {
        urlUserInfo = URLDecoder.decode(uri.getRawUserInfo(), StandardCharsets.UTF_8);
      }
      bases.add(withoutUserInfo(uri));
    }
    return Optional.of(
        new RegistrySettings(
            bases,
            flag(config, AUTO_REGISTER, true),
            flag(config, USE_LATEST, false),
            SubjectNaming.named(text(config, SUBJECT_NAME_STRATEGY, "TopicNameStrategy")),
            userInfo(config, urlUserInfo)));
  }

  private static @Nullable String userInfo(
      Map<String, ?> config, @Nullable String userInfoOfTheUrl) {
    String source = text(config, CREDENTIALS_SOURCE, "URL").toUpperCase(Locale.ROOT);
    return switch (source) {
      case "URL" -> userInfoOfTheUrl;
      case "USER_INFO" -> {
        String userInfo = text(config, USER_INFO, text(config, PREFIXED_USER_INFO, ""));
        if (!userInfo.contains(":")) {
          throw new ConfigException(
              USER_INFO + " must be 'user:password' when " + CREDENTIALS_SOURCE + " is USER_INFO.");
        }
        yield userInfo;
      }
      default ->
          throw new ConfigException(
              CREDENTIALS_SOURCE + " is '" + source + "'; it must be USER_INFO or URL.");
    };
  }

  private static URI address(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      // Neither the address nor the cause is shown: either may hold a password.
      throw new ConfigException(
          URL
              + " has an address that is not a URL: "
              + e.getReason()
              + " at position "
              + e.getIndex()
              + ".");
    }
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null) {
      throw new ConfigException(
          URL + " must have addresses such as http://localhost:8081, separated by commas.");
    }
    return uri;
  }

  private static URI withoutUserInfo(URI uri) {
    String path = uri.getRawPath();
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String base = uri.getScheme() + "://" + uri.getHost() + port + path;
    while (base.endsWith("/")) {
      base = base.substring(0, base.length() - 1);
    }
    return URI.create(base);
  }

  private static boolean flag(Map<String, ?> config, String key, boolean absent) {
    String value = text(config, key, Boolean.toString(absent)).toLowerCase(Locale.ROOT);
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new ConfigException(key + " is '" + value + "'; it must be true or false.");
    };
  }

  private static String text(Map<String, ?> config, String key, String absent) {
    Object value = config.get(key);
    return value == null ? absent : value.toString().strip();
  }

  @Override
  public String toString() {
    return "schema registry at "
        + urls
        + " (autoRegister="
        + autoRegister
        + ", useLatest="
        + useLatest
        + ", naming="
        + naming
        + (userInfo == null ? "" : ", with a user")
        + ")";
  }
}
