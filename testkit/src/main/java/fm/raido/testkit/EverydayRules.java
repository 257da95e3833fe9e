package fm.raido.testkit;

import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.ProtectionRecord.SettingsSet;
import java.time.Duration;
import java.util.Set;

/** The rules of a station as a first worker puts them in force where nobody has set anything. */
public final class EverydayRules {
  private static final int PER_MINUTE = 10;
  private static final int IN_FLIGHT = 2;

  private EverydayRules() {}

  /** Ten calls a minute, two at a time; any host may close the gate. */
  public static FoldSettings of(String store) {
    return of(Set.of(), store);
  }

  /** The same where these hosts may close the gate; all where none is named. */
  public static FoldSettings of(Set<String> hosts, String store) {
    return of(PER_MINUTE, IN_FLIGHT, hosts, store);
  }

  /** Other limits of calls. */
  public static FoldSettings of(int perMinute, int inFlight, Set<String> hosts, String store) {
    return new FoldSettings(
        "kokoro",
        perMinute,
        inFlight,
        5,
        Duration.ofMinutes(5),
        2,
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofSeconds(4),
        Duration.ofSeconds(16),
        Duration.ofSeconds(60),
        Duration.ofMinutes(5),
        hosts,
        store);
  }

  /** The record that puts the first ones in force. */
  public static SettingsSet record(String store, String worker) {
    return new SettingsSet(1, 1, of(store), worker);
  }
}
