import java.io.BufferedInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;

/**
 * Makes a trust store for Java of the system's list of certificates: {@code java SystemTrust.java
 * LIST STORE}. Whoever stands behind a proxy that opens TLS has told the build image's system of
 * it, and seldom its Java.
 */
final class SystemTrust {
  private SystemTrust() {}

  /** The store's password; there is nothing in it to be kept from anybody. */
  private static final char[] PASSWORD = "changeit".toCharArray();

  public static void main(String[] args) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    try (InputStream list = new BufferedInputStream(Files.newInputStream(Path.of(args[0])))) {
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(list)) {
        store.setCertificateEntry("system-" + store.size(), one);
      }
    }
    try (OutputStream file = Files.newOutputStream(Path.of(args[1]))) {
      store.store(file, PASSWORD);
    }
  }
}
