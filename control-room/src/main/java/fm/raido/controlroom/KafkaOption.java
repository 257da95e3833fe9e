package fm.raido.controlroom;

import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settings.WrongSetting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the brokers are, for every command that asks them something. */
public final class KafkaOption {
  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "Where the brokers are; else the setting KAFKA_BOOTSTRAP_SERVERS counts.")
  private @Nullable String bootstrap;

  /**
   * The brokers of the option, or else of the setting; who we are to them, the settings say.
   *
   * @throws WrongSetting if it is no address, or a setting of Kafka's security is wrong
   */
  public KafkaConnection connection(Settings settings) {
    KafkaConnection ofSettings = KafkaConnection.of(settings);
    if (bootstrap == null) {
      return ofSettings;
    }
    try {
      return ofSettings.at(RaidoSettings.KAFKA_BOOTSTRAP_SERVERS.parser().apply(bootstrap));
    } catch (IllegalArgumentException e) {
      throw new WrongSetting("--kafka", bootstrap, RaidoSettings.KAFKA_BOOTSTRAP_SERVERS.rule());
    }
  }
}
