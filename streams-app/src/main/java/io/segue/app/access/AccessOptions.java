package io.segue.app.access;

import io.segue.schemas.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that protect HTTP: put it into a command as picocli's {@code @Mixin}. */
public final class AccessOptions {

  /** The environment variable with the known tokens' lines, for when there is no file. */
  public static final String TOKENS_VARIABLE = "SEGUE_TOKENS";

  /** The environment variable with the internal token, for when there is no file. */
  public static final String INTERNAL_TOKEN_VARIABLE = "SEGUE_INTERNAL_TOKEN";

  @Option(
      names = "--tokens-file",
      paramLabel = "FILE",
      description = {
        "The tokens that are accepted: lines as 'segue token' prints them.",
        "Default: the lines in $" + TOKENS_VARIABLE + ", if it is set."
      })
  private @Nullable Path tokensFile;

  @Option(
      names = "--internal-token-file",
      paramLabel = "FILE",
      description = {
        "The token by which instances know each other, the same for all of them.",
        "Default: $" + INTERNAL_TOKEN_VARIABLE + ". Needed when there are tokens."
      })
  private @Nullable Path internalTokenFile;

  @Option(
      names = "--insecure-allow-anyone",
      description = {
        "Listen on addresses other than loopback without tokens:",
        "whoever reaches the port may read and write everything."
      })
  private boolean anyone;

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "Encrypt HTTP with this certificate (PEM, with its chain).")
  private @Nullable Path tlsCertificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "The private key of --tls-cert (PEM, PKCS #8, not encrypted).")
  private @Nullable Path tlsKey;

  @Option(
      names = "--tls-ca",
      paramLabel = "FILE",
      description =
          "Certificates (PEM) that instances trust when they call each other. Default: the JDK's.")
  private @Nullable Path tlsTrusted;

  private final Map<String, String> environment;

  /** With the process's environment. */
  public AccessOptions() {
    this(System.getenv());
  }

  AccessOptions(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * What the options say.
   *
   * @throws BadInputException when a file cannot be used, or one is missing
   */
  public AccessSettings settings() {
    List<KnownToken> tokens = tokens();
    Secret internal = internal();
    if (tokens.isEmpty() && internal != null) {
      throw new BadInputException(
          "There is an internal token but no tokens for anybody else; give --tokens-file.");
    }
    if (!tokens.isEmpty() && internal == null) {
      throw new BadInputException(
          "With tokens the instances need one to know each other by, the same for all of them:"
              + " give --internal-token-file, or $"
              + INTERNAL_TOKEN_VARIABLE
              + "; 'segue token --internal' makes one.");
    }
    AccessPolicy policy =
        internal == null ? AccessPolicy.open() : AccessPolicy.of(tokens, internal);
    return new AccessSettings(policy, internal, anyone, tls());
  }

  private List<KnownToken> tokens() {
    if (tokensFile != null) {
      List<KnownToken> tokens = parse("The tokens file " + tokensFile, read(tokensFile));
      if (tokens.isEmpty()) {
        throw new BadInputException(
            "The tokens file " + tokensFile + " has no tokens in it; 'segue token' makes one.");
      }
      return tokens;
    }
    return parse("$" + TOKENS_VARIABLE, environment.getOrDefault(TOKENS_VARIABLE, ""));
  }

  private static List<KnownToken> parse(String where, String text) {
    List<KnownToken> tokens = new ArrayList<>();
    Set<String> names = new HashSet<>();
    List<String> lines = text.lines().flatMap(line -> List.of(line.split(";")).stream()).toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      KnownToken token;
      try {
        token = KnownToken.parse(line);
      } catch (IllegalArgumentException e) {
        throw new BadInputException(
            "%s cannot be used, line %d: %s.".formatted(where, i + 1, e.getMessage()), e);
      }
      if (!names.add(token.name())) {
        throw new BadInputException(
            "%s has two tokens with the name %s; names tell them apart."
                .formatted(where, token.name()));
      }
      tokens.add(token);
    }
    return tokens;
  }

  private @Nullable Secret internal() {
    String text;
    String where;
    if (internalTokenFile != null) {
      text = read(internalTokenFile).strip();
      where = internalTokenFile.toString();
    } else {
      text = environment.getOrDefault(INTERNAL_TOKEN_VARIABLE, "").strip();
      where = "$" + INTERNAL_TOKEN_VARIABLE;
      if (text.isEmpty()) {
        return null;
      }
    }
    try {
      return new Secret(text);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(
          "The internal token in " + where + " cannot be used: " + e.getMessage() + ".", e);
    }
  }

  private @Nullable TlsFiles tls() {
    if (tlsCertificate == null && tlsKey == null && tlsTrusted == null) {
      return null;
    }
    if (tlsCertificate == null || tlsKey == null) {
      throw new BadInputException("TLS needs both --tls-cert and --tls-key.");
    }
    return new TlsFiles(tlsCertificate, tlsKey, tlsTrusted);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      // Neither the content nor the cause's words: both may hold a token.
      throw new BadInputException(
          "The file " + file + " cannot be read; is it there, and may this user read it?", e);
    }
  }
}
