package fm.raido.producer.start;

import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.topic.OwnRights;
import fm.raido.schemas.topic.TopicCatalogue;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * The settings that the producer uses.
 *
 * @param kafka where the brokers are
 * @param port the HTTP port; 0: any free one
 * @param bindAddress where the port is opened
 * @param perSecond announcements taken in a second
 * @param cooldown how long a track is quiet
 * @param stations the stations there are; empty: any
 */
public record ProducerSettings(
    KafkaConnection kafka,
    int port,
    String bindAddress,
    int perSecond,
    Duration cooldown,
    Set<String> stations) {
  /** What the producer does on the brokers. */
  public static final OwnRights RIGHTS =
      OwnRights.onTopics(
          Map.of(
              TopicCatalogue.REQUESTS,
              Set.of(AclOperation.READ, AclOperation.WRITE),
              TopicCatalogue.OUTCOMES,
              Set.of(AclOperation.READ)));

  /**
   * Reads them.
   *
   * @throws fm.raido.schemas.settings.WrongSetting naming the first that breaks its rule
   */
  public static ProducerSettings of(Settings settings) {
    return new ProducerSettings(
        KafkaConnection.of(settings),
        settings.get(RaidoSettings.PRODUCER_PORT),
        settings.get(RaidoSettings.BIND_ADDRESS),
        settings.get(RaidoSettings.INTAKE_PER_SECOND),
        settings.get(RaidoSettings.INTAKE_COOLDOWN),
        settings.get(RaidoSettings.STATIONS));
  }
}
