package io.segue.app.access;

import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsConfig;
import io.segue.schemas.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files by which HTTP is encrypted, all in PEM.
 *
 * @param certificate the server's certificate, followed by those that vouch for it
 * @param key the private key, unencrypted PKCS #8
 * @param trusted certificates by which instances know each other; null when those of the JDK do
 */
public record TlsFiles(Path certificate, Path key, @Nullable Path trusted) {

  private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

  /**
   * Reads the files.
   *
   * @throws BadInputException saying which cannot be used
   */
  public Tls read() {
    for (Path file :
        trusted == null ? List.of(certificate, key) : List.of(certificate, key, trusted)) {
      if (!Files.isReadable(file)) {
        throw new BadInputException(
            "The TLS file " + file + " cannot be read; is it there, and may this user read it?");
      }
    }
    try {
      Keys server =
          Keys.builder()
              .pem(pem -> pem.key(Resource.create(key)).certChain(Resource.create(certificate)))
              .build();
      TlsConfig.Builder tls =
          Tls.builder().privateKey(server).privateKeyCertChain(server).enabledProtocols(PROTOCOLS);
      Path vouching = trusted;
      if (vouching != null) {
        tls.trust(Keys.builder().pem(pem -> pem.certificates(Resource.create(vouching))).build());
      }
      return tls.build();
    } catch (RuntimeException e) { // Helidon's own, of many kinds
      // Only the kind of the cause is told: messages of parsers may hold what they could not parse.
      throw new BadInputException(
          "The TLS files %s and %s cannot be used (%s); they must be PEM, the key an unencrypted"
                  .formatted(certificate, key, e.getClass().getSimpleName())
              + " 'BEGIN PRIVATE KEY' that belongs to the first certificate.",
          e);
    }
  }
}
