package fm.raido.controlroom;

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
   * The option, or else the setting.
   *
   * @throws WrongSetting if it is no address
   */
  public String bootstrap(Settings settings) {
    if (bootstrap == null) {
      return settings.get(RaidoSettings.KAFKA_BOOTSTRAP_SERVERS);
    }
    try {
      return RaidoSettings.KAFKA_BOOTSTRAP_SERVERS.parser().apply(bootstrap);
    } catch (IllegalArgumentException e) {
      throw new WrongSetting("--kafka", bootstrap, RaidoSettings.KAFKA_BOOTSTRAP_SERVERS.rule());
    }
  }
}
