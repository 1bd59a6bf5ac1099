package io.segue.app.access;

import io.segue.schemas.BadInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code segue token}: makes a token, and the line by which instances know it. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = {
      "Make a bearer token for the HTTP API.",
      "The token goes to the output: hand it to who is to use it, it is kept nowhere.",
      "The line for --tokens-file, which has its hash, goes to --append-to, or else",
      "to the error stream."
    },
    footer = {
      "",
      "Examples:",
      "  scripts/segue token web-shop --roles=read,write --append-to=tokens >web-shop-token",
      "  scripts/segue token --internal >internal-token"
    })
public final class TokenCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "Whose token it is; appears in logs, not in answers.")
  private @Nullable String name;

  @Option(
      names = "--roles",
      paramLabel = "ROLE",
      split = ",",
      description = "What it allows: read, write, admin. Default: read.")
  private List<String> roles = List.of("read");

  @Option(
      names = "--append-to",
      paramLabel = "FILE",
      description = "Write the line with the hash to the end of this file.")
  private @Nullable Path file;

  @Option(
      names = "--internal",
      description = "Make the token by which instances know each other; it has no name or line.")
  private boolean internal;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (internal == (name != null)) {
      throw new BadInputException("Give either a name for the token or --internal.");
    }
    Secret token = Secret.random(new SecureRandom());
    PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
    if (name != null) {
      String line = known(name, token).line();
      if (file == null) {
        err.println(line);
        err.flush();
      } else {
        append(file, line);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(token.reveal());
    out.flush();
    return 0;
  }

  private static void append(Path file, String line) {
    try {
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new BadInputException(
          "The line cannot be written to %s (%s); is its folder there?"
              .formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }

  private KnownToken known(String owner, Secret token) {
    try {
      List<Role> parsed = new ArrayList<>();
      roles.forEach(role -> parsed.add(Role.named(role)));
      return KnownToken.of(owner, parsed, token);
    } catch (IllegalArgumentException e) {
      throw new BadInputException("No token can be made: " + e.getMessage() + ".", e);
    }
  }
}
