package fm.raido.system.secured;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate authority for two days, made with the JDK's keytool; all that it makes is PEM. */
final class Authority {
  private static final String ALIAS = "authority";
  private static final char[] STORE_PASSWORD = "changeit".toCharArray();
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private final Path directory;
  private final Path store;

  private Authority(Path directory) {
    this.directory = directory;
    this.store = directory.resolve("authority.p12");
  }

  /**
   * The files of somebody.
   *
   * @param certificate his, and his authority's
   * @param key his private key, PKCS#8
   */
  record Identity(Path certificate, Path key) {}

  /** Makes one in a new directory. */
  static Authority make(Path directory) throws IOException, InterruptedException {
    Authority made = new Authority(Files.createDirectories(directory));
    made.keytool(ALIAS, List.of("-dname", "CN=" + directory.getFileName(), "-ext", "bc:c"));
    return made;
  }

  /** Its own certificate. */
  Path certificate() throws IOException, GeneralSecurityException {
    return write(
        directory.resolve("ca.pem"), pem("CERTIFICATE", load().getCertificate(ALIAS).getEncoded()));
  }

  /** A new certificate for somebody on this machine. */
  Identity issue(String name) throws IOException, InterruptedException, GeneralSecurityException {
    keytool(
        name,
        List.of(
            "-dname", "CN=" + name, "-signer", ALIAS, "-ext", "san=ip:127.0.0.1,dns:localhost"));
    KeyStore all = load();
    StringBuilder chain = new StringBuilder();
    for (Certificate certificate : all.getCertificateChain(name)) {
      chain.append(pem("CERTIFICATE", certificate.getEncoded()));
    }
    Key key = all.getKey(name, STORE_PASSWORD);
    return new Identity(
        write(directory.resolve(name + ".pem"), chain.toString()),
        write(directory.resolve(name + ".key.pem"), pem("PRIVATE KEY", key.getEncoded())));
  }

  private KeyStore load() throws IOException, GeneralSecurityException {
    KeyStore loaded = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      loaded.load(in, STORE_PASSWORD);
    }
    return loaded;
  }

  private void keytool(String alias, List<String> more) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(
        List.of(
            "-genkeypair", "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass"));
    command.add(new String(STORE_PASSWORD));
    command.addAll(
        List.of("-alias", alias, "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2"));
    command.addAll(more);
    Process keytool =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.log").toFile())
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException(Files.readString(directory.resolve("keytool.log"), UTF_8));
    }
  }

  private static String pem(String what, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(what, LINES.encodeToString(der), what);
  }

  private static Path write(Path file, String text) throws IOException {
    return Files.writeString(file, text);
  }
}
