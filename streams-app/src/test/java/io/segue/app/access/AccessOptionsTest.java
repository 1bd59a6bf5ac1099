package io.segue.app.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.schemas.BadInputException;
import io.segue.schemas.CommandLines;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class AccessOptionsTest {

  private static final String INTERNAL = "segue_internal-token-of-this-test-0123456789";

  @TempDir Path folder;

  @Test
  void withoutTokensThereIsLoopbackOnlyUnlessToldSo() {
    AccessSettings none = parse(Map.of());

    none.check("127.0.0.1");
    none.check("::1");
    none.check("localhost");
    for (String host : new String[] {"0.0.0.0", "::", "192.0.2.1", "no-such-host.invalid"}) {
      assertThatThrownBy(() -> none.check(host))
          .isInstanceOf(BadInputException.class)
          .hasMessageContainingAll(host, "--tokens-file", "--insecure-allow-anyone");
    }
    parse(Map.of(), "--insecure-allow-anyone").check("0.0.0.0");
  }

  @Test
  void tokensComeFromAFileOrFromTheEnvironment() throws Exception {
    Made shop = make("web-shop", "--roles=read,write");
    Made boss = make("boss@example.org", "--roles=admin");
    Path tokens = folder.resolve("tokens");
    Files.writeString(tokens, "# who may come in\n\n" + shop.line + "\n");
    Path internal = folder.resolve("internal");
    Files.writeString(internal, INTERNAL + "\n");

    AccessSettings fromFiles =
        parse(Map.of(), "--tokens-file=" + tokens, "--internal-token-file=" + internal);
    AccessSettings fromEnvironment =
        parse(
            Map.of("SEGUE_TOKENS", shop.line + ";" + boss.line, "SEGUE_INTERNAL_TOKEN", INTERNAL));

    fromFiles.check("0.0.0.0");
    assertThat(fromFiles.policy().caller(shop.token))
        .contains(new Caller("web-shop", Set.of(Role.READ, Role.WRITE), false));
    assertThat(fromFiles.policy().caller(boss.token)).isEmpty();
    assertThat(fromEnvironment.policy().caller(boss.token))
        .contains(new Caller("boss@example.org", Set.of(Role.ADMIN), false));
    assertThat(fromEnvironment.policy().caller(INTERNAL)).map(Caller::instance).contains(true);
    assertThat(fromEnvironment.policy().caller(INTERNAL))
        .map(c -> c.may(Role.WRITE))
        .contains(false);
    for (String wrong : new String[] {"", shop.token + "x", shop.token.substring(1), shop.line}) {
      assertThat(fromEnvironment.policy().caller(wrong)).isEqualTo(Optional.empty());
    }
    assertThat(fromEnvironment.policy().caller(null)).isEmpty();
  }

  @Test
  void adminMayEverythingAndWriteIsNotRead() {
    assertThat(new Caller("a", Set.of(Role.ADMIN), false).may(Role.WRITE)).isTrue();
    assertThat(new Caller("w", Set.of(Role.WRITE), false).may(Role.READ)).isFalse();
    assertThat(new Caller("r", Set.of(Role.READ), false).may(Role.ADMIN)).isFalse();
  }

  @Test
  void aTokenIsRandomAndOnlyItsHashIsInTheLine() {
    Made one = make("x");
    Made other = make("x");

    assertThat(one.token).startsWith("segue_").hasSizeGreaterThanOrEqualTo(6 + 43);
    assertThat(one.token).isNotEqualTo(other.token);
    assertThat(one.line).startsWith("x read sha256:").doesNotContain(one.token.substring(6));
    Made internal = make("--internal");
    assertThat(internal.line).isEmpty();
    assertThat(new Secret(internal.token)).hasToString("(secret)");
  }

  @Test
  void linesAreAppendedToAFileThatServeReads() {
    Path tokens = folder.resolve("tokens");
    Run first = run("a", "--append-to=" + tokens);
    Run second = run("b", "--roles=admin", "--append-to=" + tokens);

    AccessSettings settings =
        parse(Map.of("SEGUE_INTERNAL_TOKEN", INTERNAL), "--tokens-file=" + tokens);
    assertThat(settings.policy().caller(first.out.strip())).map(Caller::name).contains("a");
    assertThat(settings.policy().caller(second.out.strip())).map(Caller::name).contains("b");
    assertThat(first.err).isEmpty();
    assertThat(run("c", "--append-to=" + folder.resolve("no/such/folder")).exitCode).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x reader sha256:00", "x read", "x read md5:00", "x read sha256:zz", "x read 1 2"})
  void aLineThatIsNoneIsRefusedWithoutRepeatingIt(String line) throws Exception {
    Path tokens = Files.writeString(folder.resolve("tokens"), "# first\n" + line);

    assertThatThrownBy(() -> parse(Map.of(), "--tokens-file=" + tokens))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("line 2")
        .hasMessageNotContaining(line);
  }

  @Test
  void aTokenWhereItsHashBelongsIsNotShown() throws Exception {
    String token = make("x").token;
    Path tokens = Files.writeString(folder.resolve("tokens"), "x read sha256:" + token);

    assertThatThrownBy(() -> parse(Map.of(), "--tokens-file=" + tokens))
        .isInstanceOf(BadInputException.class)
        .hasMessageNotContaining(token)
        .hasNoSuppressedExceptions()
        .satisfies(e -> assertThat(traceOf(e)).doesNotContain(token));
    assertThatThrownBy(
            () -> parse(Map.of("SEGUE_TOKENS", make("x").line, "SEGUE_INTERNAL_TOKEN", "hunter2")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("at least 32 characters")
        .satisfies(e -> assertThat(traceOf(e)).doesNotContain("hunter2"));
  }

  @Test
  void halfOfWhatIsNeededIsRefused() throws Exception {
    String line = make("x").line;
    Path empty = Files.writeString(folder.resolve("empty"), "# nobody\n");

    assertRefused("--internal-token-file", Map.of("SEGUE_TOKENS", line));
    assertRefused("give --tokens-file", Map.of("SEGUE_INTERNAL_TOKEN", INTERNAL));
    assertRefused("two tokens with the name x", Map.of("SEGUE_TOKENS", line + "\n" + line));
    assertRefused("no tokens in it", Map.of(), "--tokens-file=" + empty);
    assertRefused("cannot be read", Map.of(), "--tokens-file=" + folder.resolve("none"));
    assertRefused("both --tls-cert and --tls-key", Map.of(), "--tls-cert=x.pem");
    assertThat(run("web shop").exitCode).isEqualTo(2);
    assertThat(run("x", "--roles=king").err).contains("'king' is no role", "read, write, admin");
    assertThat(run().exitCode).isEqualTo(2);
    assertThat(run("x", "--internal").exitCode).isEqualTo(2);
  }

  @Test
  void certificateAndKeyAreRead() throws Exception {
    assertThat(TestCertificate.in(folder).read().sslContext()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not PEM at all",
        "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----"
      })
  void aKeyThatIsNoneIsRefusedWithoutShowingIt(String content) throws Exception {
    TlsFiles good = TestCertificate.in(folder);
    Path key = Files.writeString(folder.resolve("bad.pem"), content);

    assertThatThrownBy(() -> new TlsFiles(good.certificate(), key, null).read())
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("bad.pem")
        .hasMessageNotContaining("c2VjcmV0");
    assertThatThrownBy(() -> new TlsFiles(good.certificate(), folder.resolve("no"), null).read())
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("cannot be read");
  }

  private void assertRefused(String sentence, Map<String, String> environment, String... options) {
    assertThatThrownBy(() -> parse(environment, options))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(sentence);
  }

  private static AccessSettings parse(Map<String, String> environment, String... options) {
    AccessOptions parsed = new AccessOptions(environment);
    new CommandLine(parsed).parseArgs(options);
    return parsed.settings();
  }

  private record Made(String token, String line) {}

  private static Made make(String... arguments) {
    Run run = run(arguments);
    assertThat(run.exitCode).as(run.err).isZero();
    return new Made(run.out.strip(), run.err.strip());
  }

  private record Run(int exitCode, String out, String err) {}

  private static Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        CommandLines.of(new TokenCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Run(exitCode, out.toString(), err.toString());
  }

  private static String traceOf(Throwable e) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }
}
