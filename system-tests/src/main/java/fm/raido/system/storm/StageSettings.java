package fm.raido.system.storm;

import fm.raido.schemas.settings.RaidoSettings.GroupProtocol;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The workers' settings on the stage: those of a station, with its times made short, so that
 * minutes show what takes hours on air. The speech host may have 5 calls at a time, as many as the
 * breaker takes failures, so that a dead host costs no more than 5.
 */
final class StageSettings {
  static final Duration BREAKER_OPEN = Duration.ofSeconds(5);
  static final Duration CALL_TIMEOUT = Duration.ofSeconds(2);
  static final Duration GRACE = Duration.ofSeconds(2);
  static final Duration RAMP_STEP = Duration.ofSeconds(1);
  static final Duration COOL_DOWN = Duration.ofSeconds(2);

  /** Kafka's own default is 5 minutes. */
  static final Duration MAX_POLL_INTERVAL = Duration.ofSeconds(6);

  static final int PER_MINUTE = 2_400;
  static final int IN_FLIGHT = 5;

  /** What somebody with other ideas starts a worker with. */
  private static final Map<String, String> OTHER =
      Map.of("TTS_MAX_PER_MINUTE", "1800", "TTS_MAX_IN_FLIGHT", "3", "RAMP_STEP", "2s");

  private StageSettings() {}

  /**
   * @param other whether this worker has other ideas of the limits
   */
  static Map<String, String> worker(
      GroupProtocol protocol, String bootstrapServers, int hostPort, String store, boolean other) {
    Map<String, String> settings = new HashMap<>();
    settings.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
    settings.put("KAFKA_GROUP_PROTOCOL", protocol.name().toLowerCase(Locale.ROOT));
    settings.put("KOKORO_BASE_URL", "http://127.0.0.1:" + hostPort);
    settings.put("WORKER_PORT", "0");
    settings.put("TTS_CACHE_DIR", store);
    settings.put("TTS_MAX_PER_MINUTE", Integer.toString(PER_MINUTE));
    settings.put("TTS_MAX_IN_FLIGHT", Integer.toString(IN_FLIGHT));
    settings.put("MAX_CONCURRENT_JOBS", "4");
    settings.put("TTS_TIMEOUT", seconds(CALL_TIMEOUT));
    settings.put("TTS_GRACE", seconds(GRACE));
    // Smaller than wav: thousands of them fit on the stage's disk.
    settings.put("TTS_FORMAT", "mp3");
    settings.put("TTS_CONNECT_TIMEOUT", "500ms");
    settings.put("BREAKER_OPEN", seconds(BREAKER_OPEN));
    settings.put("RAMP_STEP", seconds(RAMP_STEP));
    settings.put("BACKOFF_MIN", "200ms");
    settings.put("BACKOFF_MAX", "1s");
    settings.put("PROTECTION_COOLDOWN", seconds(COOL_DOWN));
    settings.put("WORKER_POLL_INTERVAL", "1s");
    settings.put(
        "SPRING_APPLICATION_JSON",
        "{\"spring.kafka.consumer.properties.max.poll.interval.ms\":\"%d\"}"
            .formatted(MAX_POLL_INTERVAL.toMillis()));
    if (other) {
      settings.putAll(OTHER);
    }
    return settings;
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + "s";
  }
}
