package fm.raido.schemas.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class RaidoSettingsTest {
  static final List<Setting<?>> ALL = RaidoSettings.ALL;

  @ParameterizedTest
  @FieldSource("ALL")
  void everyDefaultKeepsItsOwnRule(Setting<?> setting) {
    assertThat(Settings.of(Map.of()).get(setting)).isNotNull();
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void everySettingHasItsNamesAndWords(Setting<?> setting) {
    assertThat(setting.name()).matches("[A-Z][A-Z0-9_]*");
    assertThat(setting.property()).matches("raido(\\.[a-z][a-z0-9-]*)+");
    assertThat(setting.rule()).isNotBlank();
    assertThat(setting.description()).isNotBlank().doesNotContain("\n");
  }

  @Test
  void namesAndPropertiesAreUnique() {
    assertThat(ALL).extracting(Setting::name).doesNotHaveDuplicates();
    assertThat(ALL).extracting(Setting::property).doesNotHaveDuplicates();
  }

  @Test
  void allHoldsEverySettingThereIs() throws IllegalAccessException {
    for (var field : RaidoSettings.class.getFields()) {
      if (field.getType() == Setting.class) {
        assertThat(ALL).as(field.getName()).contains((Setting<?>) field.get(null));
        assertThat(((Setting<?>) field.get(null)).name()).isEqualTo(field.getName());
      }
    }
    assertThat(ALL)
        .hasSize(
            (int)
                Arrays.stream(RaidoSettings.class.getFields())
                    .filter(field -> field.getType() == Setting.class)
                    .count());
  }

  /** The names and defaults that users of the replaced system already have. */
  @Test
  void theDefaultsAreTheKnownOnes() {
    Settings settings = Settings.of(Map.of());
    assertThat(settings.get(RaidoSettings.TTS_MAX_PER_MINUTE)).isEqualTo(10);
    assertThat(settings.get(RaidoSettings.BREAKER_FAILURES)).isEqualTo(5);
    assertThat(settings.get(RaidoSettings.BREAKER_OPEN)).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.get(RaidoSettings.MAX_ATTEMPTS)).isEqualTo(2);
    assertThat(settings.get(RaidoSettings.BACKOFF_MIN)).isEqualTo(Duration.ofSeconds(4));
    assertThat(settings.get(RaidoSettings.BACKOFF_MAX)).isEqualTo(Duration.ofSeconds(16));
    assertThat(settings.get(RaidoSettings.TTS_TIMEOUT)).isEqualTo(Duration.ofSeconds(15));
    assertThat(settings.get(RaidoSettings.TTS_GRACE)).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.get(RaidoSettings.TTS_MAX_IN_FLIGHT)).isEqualTo(2);
    assertThat(settings.get(RaidoSettings.PROTECTION_COOLDOWN)).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.get(RaidoSettings.MAX_WAIT)).isEqualTo(Duration.ofDays(7));
    assertThat(settings.get(RaidoSettings.DEDUP_WINDOW))
        .isEqualTo(new RaidoSettings.Dedup(Duration.ofHours(24), 200_000));
    assertThat(settings.get(RaidoSettings.TTS_CACHE_MAX)).isEqualTo(2L << 30);
    assertThat(settings.get(RaidoSettings.KOKORO_BASE_URL))
        .isEqualTo(URI.create("http://kokoro-tts:8880"));
    assertThat(settings.get(RaidoSettings.STATIONS)).isEmpty();
    assertThat(settings.get(RaidoSettings.AGENT_HOST)).isEmpty();
  }

  @Test
  void everyKindOfValueIsMapped() {
    Settings settings =
        Settings.of(
            Map.ofEntries(
                Map.entry("DJ_PROVIDER", "Disabled"),
                Map.entry("DJ_FALLBACK", "none"),
                Map.entry("KOKORO_BASE_URL", "https://tts.example:443/api/"),
                Map.entry("KOKORO_SPEED", "0.5"),
                Map.entry("TTS_TIMEOUT", "PT20S"),
                Map.entry("DEDUP_WINDOW", "2h / 50"),
                Map.entry("PROTECT_ON_HOSTS", "studio, attic"),
                Map.entry("TTS_CACHE_DIR", "/var/tts"),
                Map.entry("TTS_CACHE_MAX", "500 mb"),
                Map.entry("TEMPLATES_DIR", "own"),
                Map.entry("AGENT_HOST", "studio-1"),
                Map.entry("LOAD_PER_CORE", "TRUE"),
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", "a:1, [::1]:65535")));
    assertThat(settings.get(RaidoSettings.DJ_PROVIDER)).isEqualTo(RaidoSettings.Provider.DISABLED);
    assertThat(settings.get(RaidoSettings.DJ_FALLBACK)).isEqualTo(RaidoSettings.Fallback.NONE);
    assertThat(settings.get(RaidoSettings.KOKORO_BASE_URL))
        .isEqualTo(URI.create("https://tts.example:443/api"));
    assertThat(settings.get(RaidoSettings.KOKORO_SPEED)).isEqualTo(0.5);
    assertThat(settings.get(RaidoSettings.TTS_TIMEOUT)).isEqualTo(Duration.ofSeconds(20));
    assertThat(settings.get(RaidoSettings.DEDUP_WINDOW))
        .isEqualTo(new RaidoSettings.Dedup(Duration.ofHours(2), 50));
    assertThat(settings.get(RaidoSettings.PROTECT_ON_HOSTS)).isEqualTo(Set.of("studio", "attic"));
    assertThat(settings.get(RaidoSettings.TTS_CACHE_DIR)).isEqualTo(Path.of("/var/tts"));
    assertThat(settings.get(RaidoSettings.TTS_CACHE_MAX)).isEqualTo(500L << 20);
    assertThat(settings.get(RaidoSettings.TEMPLATES_DIR)).contains(Path.of("own"));
    assertThat(settings.get(RaidoSettings.AGENT_HOST)).contains("studio-1");
    assertThat(settings.get(RaidoSettings.LOAD_PER_CORE)).isTrue();
    assertThat(settings.get(RaidoSettings.KAFKA_BOOTSTRAP_SERVERS)).isEqualTo("a:1, [::1]:65535");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "KAFKA_BOOTSTRAP_SERVERS | localhost            | host:port, or several with commas between",
        "KAFKA_BOOTSTRAP_SERVERS | localhost:9092,      | host:port, or several with commas between",
        "KAFKA_BOOTSTRAP_SERVERS | localhost:99999      | host:port, or several with commas between",
        "DJ_PROVIDER             | piper                | kokoro or disabled",
        "KOKORO_BASE_URL         | kokoro-tts:8880      | an http or https URL with a host, without query",
        "KOKORO_BASE_URL         | ftp://host           | an http or https URL with a host, without query",
        "KOKORO_BASE_URL         | http://host?x=1      | an http or https URL with a host, without query",
        "KOKORO_BASE_URL         | http://me:pw@host    | an http or https URL with a host, without query",
        "KOKORO_BASE_URL         | http://host:99999    | an http or https URL with a host, without query",
        "KOKORO_BASE_URL         | http://ho st         | an http or https URL with a host, without query",
        "KOKORO_VOICE            | ../x                 | a voice name of letters, digits and _+().-",
        "KOKORO_SPEED            | 5                    | a number from 0.25 to 4",
        "KOKORO_SPEED            | 1f                   | a number from 0.25 to 4",
        "KOKORO_SPEED            | NaN                  | a number from 0.25 to 4",
        "TTS_TIMEOUT             | 0s                   | a duration from 100ms to 10m, such as 15s or 5m",
        "TTS_TIMEOUT             | 999999999999d        | a duration from 100ms to 10m, such as 15s or 5m",
        "MAX_ATTEMPTS            | 2.5                  | a whole number from 1 to 100",
        "MAX_ATTEMPTS            | 101                  | a whole number from 1 to 100",
        "PARTITIONS              | 0                    | a whole number from 1 to 1000",
        "MAX_WAIT                | 8d                   | a duration from 1s to 7d, such as 15s or 5m",
        "DEDUP_WINDOW            | 24h/                 | a duration from 1s to 7d, or a duration and a number of ids with a slash between, such as 24h/200000",
        "DEDUP_WINDOW            | 8d/5                 | a duration from 1s to 7d, or a duration and a number of ids with a slash between, such as 24h/200000",
        "PROTECT_ON_HOSTS        | a,,b                 | names of letters, digits, dots and dashes, with commas between",
        "TTS_CACHE_MAX           | 2                    | a size such as 500MiB or 2GiB, at least 1MiB",
        "TTS_CACHE_MAX           | 0GiB                 | a size such as 500MiB or 2GiB, at least 1MiB",
        "AGENT_HOST              | -x                   | a name of letters, digits, dots and dashes",
        "CPU_WARN                | 101                  | a number from 1 to 100",
        "LOAD_PER_CORE           | yes                  | true or false",
        "PRODUCER_PORT           | 65536                | a whole number from 0 to 65535",
      })
  void aWrongValueIsToldWithNameValueAndRule(String name, String value, String rule) {
    Setting<?> setting =
        ALL.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    assertThatThrownBy(() -> Settings.of(Map.of(name, value)).get(setting))
        .isInstanceOf(WrongSetting.class)
        .hasMessage(name + " is \"" + value + "\": must be " + rule)
        .extracting(e -> ((WrongSetting) e).name())
        .isEqualTo(name);
  }

  @Test
  void thePropertyWinsOverTheEnvironmentAndBlankIsNotSet() {
    Map<String, String> values = new HashMap<>();
    values.put("TTS_TIMEOUT", " 20s ");
    Settings settings = Settings.of(values);
    assertThat(settings.get(RaidoSettings.TTS_TIMEOUT)).isEqualTo(Duration.ofSeconds(20));
    assertThat(settings.origin(RaidoSettings.TTS_TIMEOUT)).contains("TTS_TIMEOUT");
    values.put("raido.tts.timeout", "30s");
    assertThat(settings.get(RaidoSettings.TTS_TIMEOUT)).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.origin(RaidoSettings.TTS_TIMEOUT)).contains("raido.tts.timeout");
    values.putAll(Map.of("raido.tts.timeout", " ", "TTS_TIMEOUT", ""));
    assertThat(settings.get(RaidoSettings.TTS_TIMEOUT)).isEqualTo(Duration.ofSeconds(15));
    assertThat(settings.text(RaidoSettings.TTS_TIMEOUT)).isEqualTo("15s");
    assertThat(settings.origin(RaidoSettings.TTS_TIMEOUT)).isEqualTo(Optional.empty());
  }

  @Test
  void aSecretIsNotTold() {
    Setting<Integer> secret =
        new Setting<>("PIN", "raido.pin", "1", "a number", "a secret", true, Integer::valueOf);
    assertThatThrownBy(() -> Settings.of(Map.of("PIN", "hush")).get(secret))
        .hasMessage("PIN is \"(secret)\": must be a number");
  }
}
