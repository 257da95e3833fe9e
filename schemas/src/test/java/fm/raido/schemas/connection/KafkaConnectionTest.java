package fm.raido.schemas.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settings.WrongSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaConnectionTest {
  private static final String SECRET = "hush-4711";

  @TempDir Path dir;

  @Test
  void isPlainWhereNothingIsSet() {
    assertThat(KafkaConnection.of(Settings.of(Map.of())))
        .isEqualTo(KafkaConnection.plain("localhost:9092"));
    assertThat(KafkaConnection.plain("a:1").client(Map.of("client.id", "me")))
        .isEqualTo(Map.of("bootstrap.servers", "a:1", "client.id", "me"));
  }

  @Test
  void bringsNameAndPasswordToTheClients() {
    Map<String, Object> client = connection(sasl()).client(Map.of());
    assertThat(client)
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
        .doesNotContainKey("ssl.engine.factory.class");
    assertThat(login(client)).isEqualTo(Map.of("username", "raido-worker", "password", SECRET));
  }

  /** Kafka reads it from one string. */
  @ParameterizedTest
  @ValueSource(
      strings = {"a\"b", "back\\slash", "\\", "\\\"", "semi;colon", "#=,' {}", "pässwörd\u20ac"})
  void hasAnyPasswordReadAsItIs(String password) {
    Map<String, String> settings = sasl();
    settings.put("KAFKA_PASSWORD", password);
    assertThat(login(connection(settings).client(Map.of()))).containsEntry("password", password);
  }

  @Test
  void takesThePasswordFromAFile() throws IOException {
    Map<String, String> settings = sasl();
    settings.put(
        "KAFKA_PASSWORD", "file:" + Files.writeString(dir.resolve("password"), SECRET + "\n"));
    assertThat(login(connection(settings).client(Map.of()))).containsEntry("password", SECRET);
  }

  @Test
  void takesAuthoritiesFromAFile() throws IOException, GeneralSecurityException {
    Map<String, Object> client =
        connection(
                Map.of(
                    "KAFKA_SECURITY_PROTOCOL",
                    "ssl",
                    "KAFKA_CA_FILE",
                    Pem.certificate(dir.resolve("ca.pem")).toString()))
            .client(Map.of());
    assertThat(client)
        .containsEntry("security.protocol", "SSL")
        .containsEntry("ssl.engine.factory.class", RenewedTls.class);
    assertThat(new AdminClientConfig(client).getClass("ssl.engine.factory.class"))
        .isEqualTo(RenewedTls.class);
  }

  @Test
  void isTheSamePersonElsewhere() {
    KafkaConnection there = connection(sasl()).at("there:9093");
    assertThat(there.bootstrapServers()).isEqualTo("there:9093");
    assertThat(there.security()).isEqualTo(connection(sasl()).security());
  }

  @Test
  void saysNothingOfThePasswordWhereItIsPrinted() {
    KafkaConnection connection = connection(sasl());
    assertThat(connection).hasToString("a:1");
    assertThat(connection.client(Map.of()).toString()).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "KAFKA_SECURITY_PROTOCOL=tls | KAFKA_SECURITY_PROTOCOL is \"tls\": must be plaintext or ssl or sasl_plaintext or sasl_ssl",
        "KAFKA_SECURITY_PROTOCOL=sasl_ssl KAFKA_SASL_MECHANISM=gssapi KAFKA_USERNAME=u KAFKA_PASSWORD=p | KAFKA_SASL_MECHANISM is \"gssapi\": must be scram-sha-512 or scram-sha-256 or plain",
        "KAFKA_SECURITY_PROTOCOL=sasl_ssl | KAFKA_USERNAME is \"\": must be set where KAFKA_SECURITY_PROTOCOL is a sasl one",
        "KAFKA_SECURITY_PROTOCOL=sasl_plaintext KAFKA_USERNAME=u | KAFKA_PASSWORD is \"\": must be set where KAFKA_SECURITY_PROTOCOL is a sasl one",
        "KAFKA_USERNAME=u | KAFKA_USERNAME is \"u\": must be left out, or KAFKA_SECURITY_PROTOCOL must be sasl_ssl or sasl_plaintext (it is plaintext)",
        "KAFKA_SECURITY_PROTOCOL=ssl KAFKA_PASSWORD=hush-4711 | KAFKA_PASSWORD is \"(secret)\": must be left out, or KAFKA_SECURITY_PROTOCOL must be sasl_ssl or sasl_plaintext (it is ssl)",
        "KAFKA_CA_FILE=ca.pem | KAFKA_CA_FILE is \"ca.pem\": must be left out, or KAFKA_SECURITY_PROTOCOL must be ssl or sasl_ssl (it is plaintext)",
        "KAFKA_SECURITY_PROTOCOL=ssl KAFKA_KEY_FILE=key.pem | KAFKA_KEY_FILE is \"key.pem\": must be set together with KAFKA_CERT_FILE, or neither",
        "KAFKA_SECURITY_PROTOCOL=ssl KAFKA_CERT_FILE=cert.pem | KAFKA_CERT_FILE is \"cert.pem\": must be set together with KAFKA_KEY_FILE, or neither",
        "KAFKA_SECURITY_PROTOCOL=ssl KAFKA_CA_FILE=/no/ca.pem | KAFKA_CA_FILE is \"/no/ca.pem\": must be a readable file of certificates in PEM, with -----BEGIN CERTIFICATE----- lines: there is no such file",
        "KAFKA_SECURITY_PROTOCOL=sasl_ssl KAFKA_USERNAME=u KAFKA_PASSWORD=file:/no/password | KAFKA_PASSWORD is \"file:/no/password\": must be a file that can be read and holds one line of 1 to 1000 characters, where it begins with file:",
      })
  void refusesWhatDoesNotFitNamingSettingValueAndRule(String settings, String message) {
    Map<String, String> given =
        Stream.of(settings.split(" "))
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    assertThatThrownBy(() -> connection(given))
        .isInstanceOf(WrongSetting.class)
        .hasMessage(message);
  }

  @Test
  void refusesFilesThatHoldSomethingElse() throws IOException, GeneralSecurityException {
    Path rubbish = Files.writeString(dir.resolve("rubbish.pem"), "-----BEGIN RSA PRIVATE KEY-----");
    Path half = Files.writeString(dir.resolve("half.pem"), "-----BEGIN CERTIFICATE-----\nMIIB\n");
    Path cert = Pem.certificate(dir.resolve("cert.pem"));
    Path key = Pem.privateKey(dir.resolve("key.pem"));
    assertFault(
        "KAFKA_CA_FILE", Map.of("KAFKA_CA_FILE", rubbish), "a readable file of certificates");
    assertFault("KAFKA_CA_FILE", Map.of("KAFKA_CA_FILE", half), "a readable file of certificates");
    assertFault(
        "KAFKA_KEY_FILE",
        Map.of("KAFKA_CERT_FILE", cert, "KAFKA_KEY_FILE", rubbish),
        "one private key in PEM and PKCS#8");
    assertFault(
        "KAFKA_CERT_FILE",
        Map.of("KAFKA_CERT_FILE", cert, "KAFKA_KEY_FILE", key),
        "a certificate with which KAFKA_KEY_FILE works");
  }

  private static void assertFault(String name, Map<String, Path> files, String rule) {
    Map<String, String> settings = new HashMap<>(Map.of("KAFKA_SECURITY_PROTOCOL", "ssl"));
    files.forEach((setting, file) -> settings.put(setting, file.toString()));
    assertThatThrownBy(() -> connection(settings))
        .isInstanceOf(WrongSetting.class)
        .hasMessageStartingWith(name + " is \"")
        .hasMessageContaining(rule);
  }

  private static Map<String, String> sasl() {
    return new HashMap<>(
        Map.of(
            "KAFKA_SECURITY_PROTOCOL", "sasl_ssl",
            "KAFKA_USERNAME", "raido-worker",
            "KAFKA_PASSWORD", SECRET));
  }

  private static KafkaConnection connection(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("KAFKA_BOOTSTRAP_SERVERS", "a:1");
    return KafkaConnection.of(Settings.of(all));
  }

  /** What Kafka's own reader finds. */
  private static Map<String, Object> login(Map<String, Object> client) {
    Password login = (Password) client.get("sasl.jaas.config");
    return new HashMap<>(
        JaasContext.loadClientContext(Map.of("sasl.jaas.config", login))
            .configurationEntries()
            .getFirst()
            .getOptions());
  }
}
