package fm.raido.schemas.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/** Looks at PEM files before a Kafka client does, to say in plain words what is wrong with them. */
final class PemFile {
  private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";
  private static final String PRIVATE_KEY = "-----BEGIN PRIVATE KEY-----";

  private PemFile() {}

  /** What keeps it from being a file of certificates; empty where nothing does. */
  static Optional<String> certificates(Path file) {
    String rule = "a readable file of certificates in PEM, with " + CERTIFICATE + " lines";
    try {
      byte[] text = Files.readAllBytes(file);
      if (!new String(text, ISO_8859_1).contains(CERTIFICATE)) {
        return Optional.of(rule);
      }
      CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(text));
      return Optional.empty();
    } catch (IOException | GeneralSecurityException e) {
      return Optional.of(rule + ": " + why(e));
    }
  }

  /** What keeps it from being a file of one private key; empty where nothing does. */
  static Optional<String> privateKey(Path file) {
    String rule =
        "a readable file of one private key in PEM and PKCS#8, without a password, with a "
            + PRIVATE_KEY
            + " line (openssl pkcs8 -topk8 -nocrypt makes one of others)";
    try {
      // Whatever else the file holds is never shown.
      return Files.readString(file, ISO_8859_1).contains(PRIVATE_KEY)
          ? Optional.empty()
          : Optional.of(rule);
    } catch (IOException e) {
      return Optional.of(rule + ": " + why(e));
    }
  }

  /** What keeps a key from being the first certificate's; empty where nothing does. */
  static Optional<String> pair(Path certificates, Path key) {
    String rule = "a certificate with which KAFKA_KEY_FILE works";
    try {
      PublicKey open = first(certificates).getPublicKey();
      byte[] pkcs8 = der(Files.readString(key, ISO_8859_1));
      PrivateKey secret =
          KeyFactory.getInstance(open.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      return belong(open, secret)
          ? Optional.empty()
          : Optional.of(rule + ": the two do not belong together");
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      return Optional.of(rule + ": the key cannot be read as one of that certificate's kind");
    }
  }

  private static Certificate first(Path certificates) throws IOException, GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(certificates)))
        .iterator()
        .next();
  }

  private static byte[] der(String pem) {
    int from = pem.indexOf(PRIVATE_KEY) + PRIVATE_KEY.length();
    int to = pem.indexOf("-----END", from);
    return Base64.getMimeDecoder().decode(pem.substring(from, to < 0 ? pem.length() : to));
  }

  /** What the one signs the other must find right. */
  private static boolean belong(PublicKey open, PrivateKey secret) throws GeneralSecurityException {
    Signature signature =
        Signature.getInstance(
            switch (open.getAlgorithm()) {
              case "RSA" -> "SHA256withRSA";
              case "EC" -> "SHA256withECDSA";
              default -> open.getAlgorithm();
            });
    byte[] anything = new byte[32];
    signature.initSign(secret);
    signature.update(anything);
    byte[] signed = signature.sign();
    signature.initVerify(open);
    signature.update(anything);
    return signature.verify(signed);
  }

  /** The innermost reason, in a few words. */
  static String why(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof NoSuchFileException) {
      return "there is no such file";
    }
    String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : message;
  }
}
