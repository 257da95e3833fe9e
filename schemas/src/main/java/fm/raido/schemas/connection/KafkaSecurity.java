package fm.raido.schemas.connection;

import static fm.raido.schemas.settings.RaidoSettings.KAFKA_CA_FILE;
import static fm.raido.schemas.settings.RaidoSettings.KAFKA_CERT_FILE;
import static fm.raido.schemas.settings.RaidoSettings.KAFKA_KEY_FILE;
import static fm.raido.schemas.settings.RaidoSettings.KAFKA_PASSWORD;
import static fm.raido.schemas.settings.RaidoSettings.KAFKA_SASL_MECHANISM;
import static fm.raido.schemas.settings.RaidoSettings.KAFKA_SECURITY_PROTOCOL;
import static fm.raido.schemas.settings.RaidoSettings.KAFKA_USERNAME;

import fm.raido.schemas.settings.RaidoSettings.SaslMechanism;
import fm.raido.schemas.settings.RaidoSettings.SecurityProtocol;
import fm.raido.schemas.settings.Secret;
import fm.raido.schemas.settings.Setting;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settings.WrongSetting;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/** Makes client settings of Kafka's of ours, where all of ours fit together. */
final class KafkaSecurity {
  private KafkaSecurity() {}

  /**
   * The client settings; empty for plaintext.
   *
   * @throws WrongSetting naming the first setting that does not fit, its value and the rule
   */
  static Map<String, Object> of(Settings settings) {
    SecurityProtocol protocol = settings.get(KAFKA_SECURITY_PROTOCOL);
    requireAllUsed(settings, protocol);
    Map<String, Object> config = new HashMap<>();
    if (protocol != SecurityProtocol.PLAINTEXT) {
      config.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol.name());
    }
    if (protocol.isSasl()) {
      SaslMechanism mechanism = settings.get(KAFKA_SASL_MECHANISM);
      config.put(SaslConfigs.SASL_MECHANISM, mechanism.kafkaName());
      config.put(SaslConfigs.SASL_JAAS_CONFIG, new Password(login(settings, mechanism)));
    }
    if (protocol.isTls()) {
      config.putAll(tls(settings));
    }
    return config;
  }

  /** What is set and would change nothing is a mistake somewhere else, found too late. */
  private static void requireAllUsed(Settings settings, SecurityProtocol protocol) {
    if (!protocol.isSasl()) {
      for (Setting<?> setting : List.of(KAFKA_USERNAME, KAFKA_PASSWORD)) {
        requireNotSet(settings, setting, "sasl_ssl or sasl_plaintext", protocol);
      }
    }
    if (!protocol.isTls()) {
      for (Setting<?> setting : List.of(KAFKA_CA_FILE, KAFKA_CERT_FILE, KAFKA_KEY_FILE)) {
        requireNotSet(settings, setting, "ssl or sasl_ssl", protocol);
      }
    }
  }

  private static void requireNotSet(
      Settings settings, Setting<?> setting, String needed, SecurityProtocol protocol) {
    if (settings.origin(setting).isPresent()) {
      throw wrong(
          settings,
          setting,
          "left out, or KAFKA_SECURITY_PROTOCOL must be %s (it is %s)"
              .formatted(needed, protocol.name().toLowerCase(Locale.ROOT)));
    }
  }

  private static String login(Settings settings, SaslMechanism mechanism) {
    String name =
        settings
            .get(KAFKA_USERNAME)
            .orElseThrow(() ->
                wrong(settings, KAFKA_USERNAME, "set where KAFKA_SECURITY_PROTOCOL is a sasl one"));
    String password =
        settings
            .get(KAFKA_PASSWORD)
            .map(KafkaSecurity::password)
            .orElseThrow(() ->
                wrong(settings, KAFKA_PASSWORD, "set where KAFKA_SECURITY_PROTOCOL is a sasl one"));
    Class<?> module =
        mechanism == SaslMechanism.PLAIN ? PlainLoginModule.class : ScramLoginModule.class;
    return "%s required username=%s password=%s;"
        .formatted(module.getName(), quoted(name), quoted(password));
  }

  private static String password(Secret secret) {
    return secret
        .read()
        .filter(text -> text.matches("[^\\p{Cntrl}]{1,1000}"))
        .orElseThrow(() ->
            new WrongSetting(
                KAFKA_PASSWORD.name(),
                secret.whereabouts(),
                "a file that can be read and holds one line of 1 to 1000 characters, where it begins with file:"));
  }

  /** As Kafka's reader of logins takes it: in quotes, with a backslash before what it would see. */
  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static Map<String, Object> tls(Settings settings) {
    Optional<Path> ca = settings.get(KAFKA_CA_FILE);
    Optional<Path> cert = settings.get(KAFKA_CERT_FILE);
    Optional<Path> key = settings.get(KAFKA_KEY_FILE);
    if (cert.isPresent() != key.isPresent()) {
      Setting<?> given = cert.isPresent() ? KAFKA_CERT_FILE : KAFKA_KEY_FILE;
      Setting<?> missing = cert.isPresent() ? KAFKA_KEY_FILE : KAFKA_CERT_FILE;
      throw wrong(settings, given, "set together with " + missing.name() + ", or neither");
    }
    if (ca.isEmpty() && cert.isEmpty()) {
      // Kafka's own way then: what the JDK trusts.
      return Map.of();
    }
    ca.ifPresent(file -> require(settings, KAFKA_CA_FILE, PemFile.certificates(file)));
    cert.ifPresent(file -> require(settings, KAFKA_CERT_FILE, PemFile.certificates(file)));
    key.ifPresent(file -> require(settings, KAFKA_KEY_FILE, PemFile.privateKey(file)));
    if (cert.isPresent() && key.isPresent()) {
      require(settings, KAFKA_CERT_FILE, PemFile.pair(cert.get(), key.get()));
    }
    Map<String, Object> config = new HashMap<>();
    config.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, RenewedTls.class);
    ca.ifPresent(file -> config.put(RenewedTls.CA, file.toString()));
    cert.ifPresent(file -> config.put(RenewedTls.CERT, file.toString()));
    key.ifPresent(file -> config.put(RenewedTls.KEY, file.toString()));
    requireUsable(settings, config, cert.isPresent() ? KAFKA_CERT_FILE : KAFKA_CA_FILE);
    return config;
  }

  /** What Kafka's own reader says of them is found out now, and not by a client that is at work. */
  private static void requireUsable(
      Settings settings, Map<String, Object> config, Setting<?> setting) {
    Map<String, Object> all = new HashMap<>(AdminClientConfig.configDef().parse(Map.of()));
    all.putAll(config);
    try (RenewedTls tls = new RenewedTls()) {
      tls.configure(all);
    } catch (RuntimeException e) {
      throw wrong(settings, setting, "a file that Kafka can use: " + PemFile.why(e));
    }
  }

  private static void require(Settings settings, Setting<?> setting, Optional<String> fault) {
    fault.ifPresent(rule -> {
      throw wrong(settings, setting, rule);
    });
  }

  private static WrongSetting wrong(Settings settings, Setting<?> setting, String rule) {
    String value =
        setting.secret() && settings.origin(setting).isPresent()
            ? "(secret)"
            : settings.text(setting);
    return new WrongSetting(setting.name(), value, rule);
  }
}
