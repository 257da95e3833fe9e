package fm.raido.schemas.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** PEM files for tests that connect to nobody. */
final class Pem {
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private Pem() {}

  /** A certificate of one of the authorities that Java trusts. */
  static Path certificate(Path file) throws IOException, GeneralSecurityException {
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init((KeyStore) null);
    for (TrustManager manager : trusted.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        return write(
            file,
            "CERTIFICATE",
            Arrays.stream(x509.getAcceptedIssuers()).findFirst().orElseThrow().getEncoded());
      }
    }
    throw new IllegalStateException("this Java trusts nobody");
  }

  /** A new private key. */
  static Path privateKey(Path file) throws IOException, GeneralSecurityException {
    return write(
        file,
        "PRIVATE KEY",
        KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate().getEncoded());
  }

  private static Path write(Path file, String what, byte[] der) throws IOException {
    return Files.writeString(
        file,
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(what, LINES.encodeToString(der), what));
  }
}
