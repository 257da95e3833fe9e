package fm.raido.worker;

import fm.raido.schemas.settings.WrongSetting;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.ssl.JksSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.kafka.autoconfigure.SslBundleSslEngineFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.core.env.Environment;

/**
 * The SSL bundle that an operator names with {@code spring.kafka.ssl.bundle}. It is made before
 * Spring's context is there, so it is read once: files that are read again when they change are
 * those of the settings {@code KAFKA_CA_FILE} and its like.
 */
final class OperatorsTls {
  private static final String WHERE = "spring.kafka.ssl.bundle";

  private OperatorsTls() {}

  /**
   * Kafka client settings that bring the bundle; none where none is named.
   *
   * @throws WrongSetting if there is no such bundle, or it cannot be used
   */
  static Map<String, Object> bundle(Environment environment, @Nullable String name) {
    if (name == null || name.isBlank()) {
      return Map.of();
    }
    try {
      SslBundle bundle = find(environment, name);
      // A file that is not there shows only now.
      var _ = bundle.createSslContext();
      return Map.of(
          SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG,
          SslBundleSslEngineFactory.class,
          SslBundle.class.getName(),
          bundle);
    } catch (WrongSetting e) {
      throw e;
    } catch (RuntimeException e) {
      throw new WrongSetting(WHERE, name, "a bundle that can be used: " + root(e));
    }
  }

  private static SslBundle find(Environment environment, String name) {
    Binder binder = Binder.get(environment);
    Optional<SslBundle> pem =
        Optional.ofNullable(
                binder
                    .bind("spring.ssl.bundle.pem." + name, PemSslBundleProperties.class)
                    .orElse(null))
            .map(PropertiesSslBundle::get);
    return pem.or(() ->
            Optional.ofNullable(
                    binder
                        .bind("spring.ssl.bundle.jks." + name, JksSslBundleProperties.class)
                        .orElse(null))
                .map(PropertiesSslBundle::get))
        .orElseThrow(() ->
            new WrongSetting(
                WHERE,
                name,
                "the name of a bundle of spring.ssl.bundle.pem or spring.ssl.bundle.jks"));
  }

  private static String root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
