package fm.raido.schemas.connection;

import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settings.WrongSetting;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Where the brokers are, and how a client shows them who it is. Printed, it is the brokers'
 * addresses and nothing else: the rest may hold a password.
 *
 * @param bootstrapServers host:port, or several with commas between
 * @param security client settings of Kafka's such as {@code security.protocol}; empty: plaintext
 */
public record KafkaConnection(String bootstrapServers, Map<String, Object> security) {
  public KafkaConnection {
    security = Map.copyOf(security);
  }

  /** Brokers that ask nobody who they are. */
  public static KafkaConnection plain(String bootstrapServers) {
    return new KafkaConnection(bootstrapServers, Map.of());
  }

  /**
   * What the settings say.
   *
   * @throws WrongSetting if one breaks its rule, does not fit the others, or names a file that
   *     cannot be used
   */
  public static KafkaConnection of(Settings settings) {
    return new KafkaConnection(
        settings.get(RaidoSettings.KAFKA_BOOTSTRAP_SERVERS), KafkaSecurity.of(settings));
  }

  /** Whether the brokers are told who we are, or at least spoken to by TLS. */
  public boolean isSecured() {
    return security.containsKey(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
  }

  /** The same person at other brokers. */
  public KafkaConnection at(String otherServers) {
    return new KafkaConnection(otherServers, security);
  }

  /** What every client of these brokers is made with, and what this one has of its own. */
  public Map<String, Object> client(Map<String, ?> own) {
    Map<String, Object> config = new HashMap<>(security);
    config.putAll(own);
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return config;
  }

  /** The addresses alone. */
  @Override
  public String toString() {
    return bootstrapServers;
  }
}
