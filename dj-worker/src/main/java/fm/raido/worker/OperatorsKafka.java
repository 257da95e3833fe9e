package fm.raido.worker;

import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.settings.WrongSetting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * What an operator sets for Kafka's clients ({@code spring.kafka}): it goes before the worker's
 * defaults and not before what the promises rest on. All clients of a worker get the same, and what
 * one of them would refuse later, after the start, is refused here.
 */
final class OperatorsKafka {
  private static final String WHERE = "spring.kafka.properties.";

  /** A fetch that finds nothing is answered after 0.5 s, so a shorter wait would cut each one. */
  private static final int REQUEST_LEAST_MILLIS = 1_000;

  /** What only the worker itself may set; the rest (security, DNS, times, …) is the operator's. */
  private static final Set<String> OURS =
      Set.of(
          CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
          ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
          ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG,
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          ProducerConfig.RETRIES_CONFIG,
          ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION);

  private static final List<String> OURS_BEGIN = List.of("group.", "isolation.", "transaction.");

  private OperatorsKafka() {}

  /**
   * The client settings that hold.
   *
   * @param defaults the worker's own
   * @param operators the operator's
   * @throws WrongSetting if one of the operator's cannot be used
   */
  static Map<String, Object> over(Map<String, Object> defaults, Map<String, Object> operators) {
    Map<String, Object> connection = new HashMap<>(defaults);
    operators.forEach((name, value) -> {
      if (!isOurs(name)) {
        requireKnownToKafka(name, value);
        connection.put(name, value);
      }
    });
    requireTimesThatFit(connection);
    return connection;
  }

  /** The same brokers and the same security for a client that only asks about topics. */
  static KafkaConnection forAdmin(Map<String, Object> connection) {
    Map<String, Object> security = new HashMap<>(connection);
    security.keySet().removeIf(name -> !isForAnyClient(name));
    return new KafkaConnection(
        String.valueOf(security.remove(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)), security);
  }

  /** What Kafka does not know is for the makers of TLS, who know it. */
  private static boolean isForAnyClient(String name) {
    return AdminClientConfig.configNames().contains(name)
        || !(ConsumerConfig.configNames().contains(name)
            || ProducerConfig.configNames().contains(name));
  }

  private static boolean isOurs(String name) {
    return OURS.contains(name)
        || name.endsWith(".deserializer")
        || OURS_BEGIN.stream().anyMatch(name::startsWith);
  }

  private static void requireKnownToKafka(String name, Object value) {
    for (ConfigDef clients :
        List.of(
            ConsumerConfig.configDef(),
            ProducerConfig.configDef(),
            AdminClientConfig.configDef())) {
      ConfigDef.ConfigKey key = clients.configKeys().get(name);
      if (key == null) {
        continue;
      }
      boolean isSecret = key.type == ConfigDef.Type.PASSWORD;
      try {
        Object parsed = ConfigDef.parseType(name, value, key.type);
        if (key.validator != null) {
          key.validator.ensureValid(name, parsed);
        }
      } catch (ConfigException e) {
        throw new WrongSetting(
            WHERE + name,
            isSecret ? "(secret)" : String.valueOf(value),
            isSecret ? "what Kafka takes" : "what Kafka takes: " + e.getMessage());
      }
    }
  }

  private static void requireTimesThatFit(Map<String, Object> connection) {
    int request = QuickFailover.requestMillis(connection);
    if (request < REQUEST_LEAST_MILLIS) {
      throw new WrongSetting(
          WHERE + CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
          Integer.toString(request),
          REQUEST_LEAST_MILLIS + " (ms) or more, twice what an empty fetch waits for");
    }
    Object api = connection.get(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG);
    if (api != null && Integer.parseInt(api.toString().strip()) < request) {
      throw new WrongSetting(
          WHERE + CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
          api.toString(),
          request + " (ms) or more, as request.timeout.ms is");
    }
  }
}
