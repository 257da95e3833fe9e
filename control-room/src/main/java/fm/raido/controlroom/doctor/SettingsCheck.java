package fm.raido.controlroom.doctor;

import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.settings.Durations;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Setting;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settings.WrongSetting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Does this machine's environment say what the cluster goes by? The next worker that is started in
 * it writes its settings for everybody.
 */
final class SettingsCheck implements Check {
  /** A setting that travels in the log. */
  private record Shared<T>(Setting<T> setting, Function<FoldSettings, T> inForce) {}

  private static final List<Shared<?>> SHARED =
      List.of(
          new Shared<>(RaidoSettings.SPEECH_SERVICE, FoldSettings::service),
          new Shared<>(RaidoSettings.TTS_MAX_PER_MINUTE, FoldSettings::maxPerMinute),
          new Shared<>(RaidoSettings.TTS_MAX_IN_FLIGHT, FoldSettings::maxInFlight),
          new Shared<>(RaidoSettings.BREAKER_FAILURES, FoldSettings::breakerFailures),
          new Shared<>(RaidoSettings.BREAKER_OPEN, FoldSettings::breakerOpen),
          new Shared<>(RaidoSettings.MAX_ATTEMPTS, FoldSettings::maxAttempts),
          new Shared<>(RaidoSettings.TTS_TIMEOUT, FoldSettings::callTimeout),
          new Shared<>(RaidoSettings.TTS_GRACE, FoldSettings::grace),
          new Shared<>(RaidoSettings.BACKOFF_MIN, FoldSettings::backoffMin),
          new Shared<>(RaidoSettings.BACKOFF_MAX, FoldSettings::backoffMax),
          new Shared<>(RaidoSettings.RAMP_STEP, FoldSettings::rampStep),
          new Shared<>(RaidoSettings.PROTECTION_COOLDOWN, FoldSettings::protectionCooldown),
          new Shared<>(RaidoSettings.PROTECT_ON_HOSTS, FoldSettings::protectOnHosts));

  private final Cluster cluster;
  private final Settings settings;

  SettingsCheck(Cluster cluster, Settings settings) {
    this.cluster = cluster;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "settings";
  }

  @Override
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>(faults(settings));
    // What is wrong here can be told without the brokers.
    if (findings.isEmpty()) {
      findings.addAll(judge(settings, cluster.log()));
    }
    return findings;
  }

  /** Those of this environment that break their rules. */
  static List<Finding> faults(Settings settings) {
    List<Finding> faults = new ArrayList<>();
    for (Setting<?> setting : RaidoSettings.ALL) {
      try {
        settings.get(setting);
      } catch (WrongSetting e) {
        faults.add(new Finding.Wrong(String.valueOf(e.getMessage()), "raido settings"));
      }
    }
    return faults;
  }

  static List<Finding> judge(Settings settings, LogPicture log) {
    if (log.set().isEmpty()) {
      return List.of(new Finding.Wrong("no worker has written its settings yet", "raido worker"));
    }
    if (log.rules().isEmpty()) {
      return List.of(
          new Finding.Wrong(
              "the protection log follows rules of version %d, which this program does not know: update it"
                  .formatted(log.set().get().foldVersion()),
              "raido --version"));
    }
    List<Finding> findings = new ArrayList<>();
    for (Shared<?> shared : SHARED) {
      difference(shared, settings, log.rules().get(), findings);
    }
    if (findings.isEmpty()) {
      findings.add(
          new Finding.Good(
              "this environment says what is in force (revision %d by worker %s)"
                  .formatted(log.set().get().revision(), log.set().get().worker())));
    }
    return findings;
  }

  private static <T> void difference(
      Shared<T> shared, Settings settings, FoldSettings inForce, List<Finding> findings) {
    T here = settings.get(shared.setting());
    T there = shared.inForce().apply(inForce);
    if (here.equals(there)) {
      return;
    }
    String words =
        "%s is %s in force and %s here%s: a worker started here would change it for all"
            .formatted(
                shared.setting().name(),
                shown(there),
                shown(here),
                settings.origin(shared.setting()).isEmpty() ? " (the default)" : "");
    findings.add(
        settings.origin(shared.setting()).isEmpty()
            ? new Finding.Warning(words, "raido settings")
            : new Finding.Wrong(words, "raido settings"));
  }

  private static String shown(Object value) {
    return switch (value) {
      case Duration duration -> Durations.format(duration);
      case Set<?> words when words.isEmpty() -> "not set";
      case Set<?> words ->
          String.join(",", new TreeSet<>(words.stream().map(String::valueOf).toList()));
      default -> String.valueOf(value);
    };
  }
}
