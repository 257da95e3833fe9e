package fm.raido.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.settings.WrongSetting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.kafka.autoconfigure.SslBundleSslEngineFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class OperatorsKafkaTest {
  /** The worker's connection where the operator has set that. */
  private static Map<String, Object> connection(Map<String, Object> operators) {
    return connection(operators, Map.of());
  }

  /** The same, where more is set. */
  private static Map<String, Object> connection(
      Map<String, Object> operators, Map<String, Object> more) {
    Map<String, Object> properties = new HashMap<>(more);
    operators.forEach((name, value) -> properties.put("spring.kafka." + name, value));
    properties.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("operator", properties));
    return WorkerConfiguration.connection(environment);
  }

  @Test
  void goesBeforeTheWorkersDefaults() {
    assertThat(connection(Map.of()))
        .containsEntry("request.timeout.ms", 1_500)
        .containsEntry("bootstrap.servers", "127.0.0.1:1");
    assertThat(
            connection(
                Map.of(
                    "properties.request.timeout.ms", "60000", "properties.client.rack", "north")))
        .containsEntry("request.timeout.ms", "60000")
        .containsEntry("client.rack", "north");
  }

  @ParameterizedTest
  @CsvSource({
    "bootstrap.servers, elsewhere:9092",
    "group.instance.id, me",
    "group.remote.assignor, range",
    "session.timeout.ms, 2000",
    "heartbeat.interval.ms, 9000",
    "partition.assignment.strategy, somebody.elses.Assignor",
    "transactional.id, mine",
    "transaction.two.phase.commit.enable, true",
    "enable.idempotence, false",
    "retries, 0",
    "max.in.flight.requests.per.connection, 50",
  })
  void doesNotGoBeforeWhatThePromisesRestOn(String name, String value) {
    assertThat(connection(Map.of("properties." + name, value)).get(name)).isNotEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "request.timeout.ms, 300, 1000",
    "request.timeout.ms, soon, Not a number",
    "default.api.timeout.ms, 1000, 1500",
    "retry.backoff.ms, -4, at least 0",
    "batch.size, -1, at least 0",
  })
  void refusesWhatAClientWouldRefuseLaterNamingItItsValueAndTheRule(
      String name, String value, String rule) {
    assertThatThrownBy(() -> connection(Map.of("properties." + name, value)))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining("spring.kafka.properties." + name)
        .hasMessageContaining("\"" + value + "\"")
        .hasMessageContaining(rule);
  }

  @Test
  void goesBeforeTheSettingsOfSecurityOneByOne() {
    Map<String, Object> connection =
        connection(
            Map.of("security.protocol", "SASL_PLAINTEXT", "properties.sasl.mechanism", "PLAIN"),
            Map.of(
                "KAFKA_SECURITY_PROTOCOL", "sasl_ssl",
                "KAFKA_USERNAME", "raido-worker",
                "KAFKA_PASSWORD", "hush"));
    assertThat(connection)
        .containsEntry("security.protocol", "SASL_PLAINTEXT")
        .containsEntry("sasl.mechanism", "PLAIN")
        .containsKey("sasl.jaas.config");
    assertThat(connection.toString()).doesNotContain("hush");
  }

  @Test
  void bringsItsSecurityToTheLookAtTheTopicsToo() {
    KafkaConnection topics =
        OperatorsKafka.forAdmin(
            connection(
                Map.of("security.protocol", "SSL", "properties.max.poll.records", "7"), Map.of()));
    assertThat(topics.bootstrapServers()).isEqualTo("127.0.0.1:1");
    assertThat(topics.security())
        .containsEntry("security.protocol", "SSL")
        .doesNotContainKeys("max.poll.records", "bootstrap.servers");
  }

  @Test
  void takesASslBundle(@TempDir Path dir) throws Exception {
    Map<String, Object> bundle =
        Map.of(
            "spring.kafka.ssl.bundle",
            "radio",
            "spring.ssl.bundle.pem.radio.truststore.certificate",
            "file:" + certificate(dir.resolve("ca.pem")));
    Map<String, Object> connection = connection(Map.of(), bundle);
    assertThat(connection)
        .containsEntry("ssl.engine.factory.class", SslBundleSslEngineFactory.class)
        .containsKey(SslBundle.class.getName());
    assertThat(OperatorsKafka.forAdmin(connection).security())
        .containsKeys("ssl.engine.factory.class", SslBundle.class.getName());
  }

  @Test
  void refusesABundleThatIsNotThereOrCannotBeUsed() {
    assertThatThrownBy(() -> connection(Map.of("ssl.bundle", "radio"), Map.of()))
        .isInstanceOf(WrongSetting.class)
        .hasMessageStartingWith(
            "spring.kafka.ssl.bundle is \"radio\": must be the name of a bundle");
    assertThatThrownBy(() ->
            connection(
                Map.of("ssl.bundle", "radio"),
                Map.of("spring.ssl.bundle.pem.radio.truststore.certificate", "file:/no/ca.pem")))
        .isInstanceOf(WrongSetting.class)
        .hasMessageContaining("must be a bundle that can be used: ");
  }

  /** Of one of the authorities that Java trusts. */
  private static Path certificate(Path file) throws Exception {
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init((KeyStore) null);
    X509TrustManager manager = (X509TrustManager) trusted.getTrustManagers()[0];
    return Files.writeString(
        file,
        "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
            .formatted(
                Base64.getMimeEncoder()
                    .encodeToString(manager.getAcceptedIssuers()[0].getEncoded())));
  }
}
