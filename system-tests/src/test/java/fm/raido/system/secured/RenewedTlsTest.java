package fm.raido.system.secured;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.settings.Settings;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two ends of a connection in memory: what a client trusts and shows when its files change. */
class RenewedTlsTest {
  private static final int ROUNDS = 100;

  @TempDir private static Path made;
  private static Authority first;
  private static Authority second;
  private static Authority.Identity byFirst;
  private static Authority.Identity bySecond;

  @TempDir private Path dir;
  private Path ca;
  private Path cert;
  private Path key;

  @BeforeAll
  static void make() throws Exception {
    first = Authority.make(made.resolve("first"));
    second = Authority.make(made.resolve("second"));
    byFirst = first.issue("one");
    bySecond = second.issue("two");
  }

  @BeforeEach
  void put() throws Exception {
    ca = dir.resolve("ca.pem");
    cert = dir.resolve("cert.pem");
    key = dir.resolve("key.pem");
    Files.copy(first.certificate(), ca);
    use(byFirst);
  }

  @Test
  void trustsTheAuthorityThatTheFileHoldsNow() throws Exception {
    try (SslEngineFactory client = factory(ca, cert, key);
        SslEngineFactory old = server(first, byFirst);
        SslEngineFactory renewed = server(second, bySecond)) {
      shake(client, old);
      assertThatThrownBy(() -> shake(client, renewed)).isInstanceOf(SSLHandshakeException.class);
      replace(second.certificate(), ca);
      assertThatThrownBy(() -> shake(client, old)).isInstanceOf(SSLException.class);
      shakeBothTrusting(client, renewed);
    }
  }

  @Test
  void showsTheCertificateThatTheFileHoldsNow() throws Exception {
    Files.writeString(
        ca, Files.readString(first.certificate()) + Files.readString(second.certificate()));
    try (SslEngineFactory client = factory(ca, cert, key);
        SslEngineFactory server = factory(ca, byFirst.certificate(), byFirst.key())) {
      assertThat(shake(client, server)).isEqualTo("CN=one");
      replace(bySecond.certificate(), cert);
      assertThat(shake(client, server)).as("while the key is the old one").isEqualTo("CN=one");
      replace(bySecond.key(), key);
      assertThat(shake(client, server)).isEqualTo("CN=two");
    }
  }

  @Test
  void keepsWhatItHasWhileAFileIsHalfWritten() throws Exception {
    try (SslEngineFactory client = factory(ca, cert, key);
        SslEngineFactory server = server(first, byFirst)) {
      String whole = Files.readString(ca);
      Files.writeString(ca, whole.substring(0, whole.length() / 2));
      shake(client, server);
      Files.delete(ca);
      shake(client, server);
      Files.writeString(ca, whole);
      shake(client, server);
    }
  }

  private void use(Authority.Identity identity) throws Exception {
    replace(identity.certificate(), cert);
    replace(identity.key(), key);
  }

  /** As certificate managers do it. */
  private static void replace(Path by, Path file) throws Exception {
    Path beside = file.resolveSibling("new-" + file.getFileName());
    Files.copy(by, beside, StandardCopyOption.REPLACE_EXISTING);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static SslEngineFactory server(Authority authority, Authority.Identity identity)
      throws Exception {
    return factory(authority.certificate(), identity.certificate(), identity.key());
  }

  /** As Kafka makes it of the settings of a program. */
  private static SslEngineFactory factory(Path ca, Path cert, Path key) throws Exception {
    Map<String, Object> client =
        KafkaConnection.of(
                Settings.of(
                    Map.of(
                        "KAFKA_SECURITY_PROTOCOL", "ssl",
                        "KAFKA_CA_FILE", ca.toString(),
                        "KAFKA_CERT_FILE", cert.toString(),
                        "KAFKA_KEY_FILE", key.toString())))
            .client(Map.of());
    Map<String, Object> config = new HashMap<>(new AdminClientConfig(client).values());
    client.forEach(config::putIfAbsent);
    // A server asks for a certificate by this; a client does not look at it.
    config.put("ssl.client.auth", "required");
    SslEngineFactory factory =
        ((Class<?>) requireNonNull(client.get("ssl.engine.factory.class")))
            .asSubclass(SslEngineFactory.class)
            .getConstructor()
            .newInstance();
    factory.configure(config);
    return factory;
  }

  /** The client's own certificate is of the first authority still: the server must not ask. */
  private static void shakeBothTrusting(SslEngineFactory client, SslEngineFactory server)
      throws SSLException {
    SSLEngine far = server.createServerSslEngine("127.0.0.1", 1);
    far.setNeedClientAuth(false);
    shake(client.createClientSslEngine("127.0.0.1", 1, "https"), far);
  }

  /** Shakes hands; returns whom the server saw. */
  private static String shake(SslEngineFactory client, SslEngineFactory server)
      throws SSLException {
    SSLEngine far = server.createServerSslEngine("127.0.0.1", 1);
    far.setNeedClientAuth(true);
    shake(client.createClientSslEngine("127.0.0.1", 1, "https"), far);
    return ((X509Certificate) far.getSession().getPeerCertificates()[0])
        .getSubjectX500Principal()
        .getName();
  }

  private static void shake(SSLEngine near, SSLEngine far) throws SSLException {
    int size = near.getSession().getPacketBufferSize();
    near.beginHandshake();
    far.beginHandshake();
    ByteBuffer toFar = ByteBuffer.allocate(2 * size);
    ByteBuffer toNear = ByteBuffer.allocate(2 * size);
    for (int round = 0; round < ROUNDS && !(isDone(near) && isDone(far)); round++) {
      step(near, toNear, toFar);
      step(far, toFar, toNear);
    }
    assertThat(isDone(near) && isDone(far)).as("they shook hands").isTrue();
  }

  private static boolean isDone(SSLEngine engine) {
    return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
  }

  private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
    ByteBuffer nothing = ByteBuffer.allocate(0);
    ByteBuffer plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    in.flip();
    engine.unwrap(in, plain);
    in.compact();
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
    engine.wrap(nothing, out);
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }
}
