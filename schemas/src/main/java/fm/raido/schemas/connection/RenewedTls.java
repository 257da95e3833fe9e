package fm.raido.schemas.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS by PEM files that are read again when they have changed: each new connection looks, so a
 * renewed certificate needs no restart. A file that cannot be used (half written, gone) leaves what
 * was there in force, and the log says so once for each state of the files. Kafka makes one for
 * each client, by name; its threads may use it at the same time.
 */
public final class RenewedTls implements SslEngineFactory {
  static final String CA = "raido.tls.ca.file";
  static final String CERT = "raido.tls.cert.file";
  static final String KEY = "raido.tls.key.file";

  private static final Logger log = LoggerFactory.getLogger(RenewedTls.class);

  private Map<String, ?> configs = Map.of();
  private @Nullable DefaultSslEngineFactory inForce;
  private List<String> seen = List.of();

  /** For Kafka, which calls {@link #configure} next. */
  public RenewedTls() {}

  /**
   * Reads the files.
   *
   * @throws RuntimeException if they cannot be used
   */
  @Override
  public synchronized void configure(Map<String, ?> given) {
    this.configs = given;
    this.seen = state();
    this.inForce = read();
  }

  @Override
  public SSLEngine createClientSslEngine(String host, int port, String endpointIdentification) {
    return current().createClientSslEngine(host, port, endpointIdentification);
  }

  @Override
  public SSLEngine createServerSslEngine(String host, int port) {
    return current().createServerSslEngine(host, port);
  }

  /** It looks by itself; Kafka need not make another. */
  @Override
  public boolean shouldBeRebuilt(Map<String, Object> nextConfigs) {
    return false;
  }

  @Override
  public Set<String> reconfigurableConfigs() {
    return Set.of();
  }

  @Override
  public @Nullable KeyStore keystore() {
    return current().keystore();
  }

  @Override
  public @Nullable KeyStore truststore() {
    return current().truststore();
  }

  @Override
  public synchronized void close() {
    inForce = null;
  }

  private synchronized DefaultSslEngineFactory current() {
    List<String> now = state();
    if (!now.equals(seen)) {
      seen = now;
      try {
        inForce = read();
        log.info("Kafka's TLS files have changed: new connections use what they hold now");
      } catch (RuntimeException e) {
        log.warn(
            "Kafka's TLS files have changed and cannot be used, what they held before stays in force: {}",
            PemFile.why(e));
      }
    }
    return Objects.requireNonNull(inForce, "not configured");
  }

  private DefaultSslEngineFactory read() {
    Optional<Path> cert = path(CERT);
    Optional<Path> key = path(KEY);
    if (cert.isPresent() && key.isPresent()) {
      // One of the two may have been renewed a moment before the other.
      PemFile.pair(cert.get(), key.get())
          .ifPresent(fault -> {
            throw new IllegalArgumentException(fault);
          });
    }
    Map<String, Object> kafkas = new HashMap<>(configs);
    path(CA)
        .ifPresent(file -> {
          kafkas.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, DefaultSslEngineFactory.PEM_TYPE);
          kafkas.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, text(file));
        });
    cert.ifPresent(file -> {
      kafkas.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, DefaultSslEngineFactory.PEM_TYPE);
      kafkas.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, text(file));
    });
    key.ifPresent(file -> kafkas.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, text(file)));
    DefaultSslEngineFactory made = new DefaultSslEngineFactory();
    made.configure(kafkas);
    return made;
  }

  private Optional<Path> path(String config) {
    // Asked by name, so that Kafka does not take it for a setting that nobody uses.
    return Optional.ofNullable(configs.get(config)).map(file -> Path.of(file.toString()));
  }

  private static Password text(Path file) {
    try {
      return new Password(Files.readString(file, ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes when one of the files does: its time, its size, or which file the name leads to. */
  private List<String> state() {
    List<String> all = new ArrayList<>();
    for (String config : List.of(CA, CERT, KEY)) {
      path(config).ifPresent(file -> all.add(state(file)));
    }
    return all;
  }

  private static String state(Path file) {
    try {
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
      return is.lastModifiedTime() + " " + is.size() + " " + is.fileKey();
    } catch (IOException e) {
      return "unreadable";
    }
  }
}
