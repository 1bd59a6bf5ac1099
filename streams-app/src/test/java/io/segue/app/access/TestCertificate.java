package io.segue.app.access;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Objects;

/** A self-signed certificate for this machine's loopback address, made by the JDK's keytool. */
public final class TestCertificate {

  private static final String PASSWORD = "only for a test";

  private TestCertificate() {}

  /** Writes {@code cert.pem} and {@code key.pem} into the folder. */
  public static TlsFiles in(Path folder) throws Exception {
    Path store = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "segue",
                "-keyalg",
                "EC",
                "-dname",
                "CN=segue",
                "-ext",
                "san=ip:127.0.0.1,dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new AssertionError("keytool: " + said);
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    Key key = Objects.requireNonNull(keys.getKey("segue", PASSWORD.toCharArray()));
    Certificate certificate = Objects.requireNonNull(keys.getCertificate("segue"));
    Path pem = write(folder.resolve("cert.pem"), "CERTIFICATE", certificate.getEncoded());
    return new TlsFiles(
        pem, write(folder.resolve("key.pem"), "PRIVATE KEY", key.getEncoded()), pem);
  }

  private static Path write(Path file, String kind, byte[] der) throws Exception {
    return Files.writeString(
        file,
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(kind, Base64.getMimeEncoder().encodeToString(der), kind));
  }
}
