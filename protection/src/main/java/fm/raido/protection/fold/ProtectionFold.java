package fm.raido.protection.fold;

import fm.raido.protection.gate.Gate;
import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.ProtectionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Skeleton of the fold: its face to the rest of the system. */
public final class ProtectionFold {

  /**
   * Applies the next record of the log. {@code record} is empty where the value cannot be decoded.
   */
  public Applied apply(Optional<ProtectionRecord> record, Instant timestamp) {
    return pending();
  }

  /** The largest timestamp so far; the epoch before the first record. */
  public Instant time() {
    return pending();
  }

  /** The settings in force. */
  public Optional<ProtectionRecord.SettingsSet> settings() {
    return pending();
  }

  /** When the settings in force were written, in log time. */
  public Optional<Instant> settingsAt() {
    return pending();
  }

  /** The fold version in force is one that this program does not know. */
  public boolean isUnreadable() {
    return pending();
  }

  /** Records that were skipped, by reason; monotone. */
  public java.util.Map<String, Long> skipped() {
    return pending();
  }

  /**
   * What the answer to that ask would be if it were the next record, at that time. Changes nothing.
   */
  public Verdict expect(Ask ask, Instant now) {
    return pending();
  }

  /**
   * How many more grants a worker may expect at that time, over all requests; 0 while the gate is
   * closed. Changes nothing.
   */
  public int expectedGrants(Instant now) {
    return pending();
  }

  /** The causes from the log that hold at that time. */
  public Gate gate(Instant now) {
    return pending();
  }

  public Breaker breaker(Instant now) {
    return pending();
  }

  /** What the log knows of that request. */
  public RequestCalls calls(PassKey request, Instant now) {
    return pending();
  }

  /** Live leases, oldest first. */
  public List<Lease> leases(Instant now) {
    return pending();
  }

  /**
   * Most grants in any 60 s at that time: the setting, halved under a warning, less during a ramp.
   */
  public int perMinute(Instant now) {
    return pending();
  }

  /**
   * The earliest time after {@code now} at which an answer may change without a record; empty where
   * none can.
   */
  public Optional<Instant> nextChange(Instant now) {
    return pending();
  }

  /** The median of the last 20 spoken calls; 2 s before there are any. */
  public Duration medianSpoken() {
    return pending();
  }

  /**
   * When that worker's last call or probe succeeded, in log time; looked up by others to find out
   * who is cut off.
   */
  public Optional<Instant> lastSuccessOfOthers(String worker) {
    return pending();
  }

  /** The settings' defaults where none are in force are nobody's business: empty. */
  public Optional<FoldSettings> rules() {
    return settings().map(ProtectionRecord.SettingsSet::settings);
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private static <T> T pending() {
    if (Boolean.getBoolean("never")) {
      throw new AssertionError();
    }
    throw new UnsupportedOperationException("skeleton");
  }
}
