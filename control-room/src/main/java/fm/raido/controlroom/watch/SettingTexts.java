package fm.raido.controlroom.watch;

import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.settings.Durations;
import fm.raido.schemas.settings.RaidoSettings;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The settings of the log as one would write them. */
final class SettingTexts {
  private SettingTexts() {}

  static Map<String, String> of(FoldSettings rules) {
    Map<String, String> texts = new TreeMap<>();
    texts.put(RaidoSettings.SPEECH_SERVICE.name(), rules.service());
    texts.put(RaidoSettings.TTS_MAX_PER_MINUTE.name(), Integer.toString(rules.maxPerMinute()));
    texts.put(RaidoSettings.TTS_MAX_IN_FLIGHT.name(), Integer.toString(rules.maxInFlight()));
    texts.put(RaidoSettings.BREAKER_FAILURES.name(), Integer.toString(rules.breakerFailures()));
    texts.put(RaidoSettings.BREAKER_OPEN.name(), Durations.format(rules.breakerOpen()));
    texts.put(RaidoSettings.MAX_ATTEMPTS.name(), Integer.toString(rules.maxAttempts()));
    texts.put(RaidoSettings.TTS_TIMEOUT.name(), Durations.format(rules.callTimeout()));
    texts.put(RaidoSettings.TTS_GRACE.name(), Durations.format(rules.grace()));
    texts.put(RaidoSettings.BACKOFF_MIN.name(), Durations.format(rules.backoffMin()));
    texts.put(RaidoSettings.BACKOFF_MAX.name(), Durations.format(rules.backoffMax()));
    texts.put(RaidoSettings.RAMP_STEP.name(), Durations.format(rules.rampStep()));
    texts.put(
        RaidoSettings.PROTECTION_COOLDOWN.name(), Durations.format(rules.protectionCooldown()));
    texts.put(
        RaidoSettings.PROTECT_ON_HOSTS.name(),
        String.join(",", new TreeSet<>(rules.protectOnHosts())));
    return texts;
  }
}
