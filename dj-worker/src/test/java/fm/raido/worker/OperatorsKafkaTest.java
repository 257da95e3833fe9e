package fm.raido.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fm.raido.schemas.settings.WrongSetting;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class OperatorsKafkaTest {
  /** The worker's connection where the operator has set that. */
  private static Map<String, Object> connection(Map<String, Object> operators) {
    Map<String, Object> properties = new HashMap<>();
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
}
