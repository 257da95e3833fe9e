package fm.raido.controlroom;

import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the brokers are, for every command that asks them something. */
public final class KafkaOption {
  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "Where the brokers are; else the setting KAFKA_BOOTSTRAP_SERVERS counts.")
  private @Nullable String bootstrap;

  /** The option, or else the setting. */
  public String bootstrap(Settings settings) {
    return bootstrap != null ? bootstrap : settings.get(RaidoSettings.KAFKA_BOOTSTRAP_SERVERS);
  }
}
