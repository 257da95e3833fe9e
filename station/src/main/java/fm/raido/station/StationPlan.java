package fm.raido.station;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a station is to run.
 *
 * @param data where the broker keeps its data, and the audio store and log lie unless they are set
 *     elsewhere
 * @param overrides settings that go before the environment's
 * @param defaults settings that stand in where the environment says nothing
 * @param kafkaPort the broker's port; 0 for any free one
 */
record StationPlan(
    Path data, Map<String, String> overrides, Map<String, String> defaults, int kafkaPort) {

  /** The everyday plan. */
  static StationPlan everyday(Path data, boolean once, int kafkaPort) {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put("TTS_CACHE_DIR", data.resolve("tts").toString());
    defaults.put("WORKER_PORT", "0");
    if (once) {
      defaults.put("PRODUCER_PORT", "0");
      defaults.put("CONTROL_ROOM_PORT", "0");
    }
    return new StationPlan(data, Map.of(), defaults, kafkaPort);
  }

  /** Short timings, a data directory and an audio store of its own: nothing else is touched. */
  static StationPlan rehearsal(Path data) {
    Map<String, String> overrides = new LinkedHashMap<>();
    overrides.put("TTS_CACHE_DIR", data.resolve("tts").toString());
    overrides.put("WORKER_PORT", "0");
    overrides.put("PRODUCER_PORT", "0");
    overrides.put("CONTROL_ROOM_PORT", "0");
    overrides.put("TTS_MAX_PER_MINUTE", "120");
    overrides.put("TTS_TIMEOUT", "5s");
    overrides.put("TTS_CONNECT_TIMEOUT", "1s");
    overrides.put("TTS_GRACE", "5s");
    overrides.put("BREAKER_OPEN", "8s");
    overrides.put("RAMP_STEP", "2s");
    overrides.put("BACKOFF_MIN", "2s");
    overrides.put("BACKOFF_MAX", "4s");
    overrides.put("AIR_LEAD", "3s");
    return new StationPlan(data, overrides, Map.of(), 0);
  }

  /**
   * The settings' source: what is decided here, then the environment, then the station's own
   * defaults.
   */
  Function<String, @Nullable String> lookup(
      Map<String, String> environment, Map<String, String> found) {
    return name -> {
      String known = found.get(name);
      if (known != null) {
        return known;
      }
      for (Map<String, String> source : java.util.List.of(overrides, environment, defaults)) {
        String value = source.get(name);
        if (value != null && !value.isBlank()) {
          return value;
        }
      }
      return null;
    };
  }
}
