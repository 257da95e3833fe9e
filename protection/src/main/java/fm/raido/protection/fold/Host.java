package fm.raido.protection.fold;

import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One speech host as its beats have left it.
 *
 * @param last its last beat
 * @param heardAt when that was appended
 * @param known whether its silence means anything: it has not gone away and nobody has forgotten it
 * @param critical its last critical stretch, while that may still matter
 * @param rampFrom when a ramp began that is not the end of the critical stretch
 */
record Host(
    HostBeat last,
    Instant heardAt,
    boolean known,
    Optional<Critical> critical,
    Optional<Instant> rampFrom) {

  /** Three beats of the agent, and a little. */
  static final Duration SILENT_AFTER = Duration.ofSeconds(15);

  /** A longer silence is followed by a ramp. */
  static final Duration LONG_SILENCE = Duration.ofSeconds(60);

  /**
   * Critical pressure.
   *
   * @param since the first beat of the stretch
   * @param last the last critical beat; the cool-down counts from it
   */
  record Critical(Instant since, Instant lastAt, HostBeat last) {}

  static Host first(HostBeat beat, Instant now) {
    return new Host(beat, now, false, Optional.empty(), Optional.empty())
        .heard(beat, now, Duration.ZERO);
  }

  /**
   * Its next beat.
   *
   * @param cooldown within it, a critical beat prolongs the stretch before
   */
  Host heard(HostBeat beat, Instant now, Duration cooldown) {
    boolean longSilence = isKnown(now) && now.isAfter(heardAt.plus(LONG_SILENCE));
    Optional<Critical> stretch =
        beat.level() == PressureLevel.CRITICAL
            ? Optional.of(
                new Critical(
                    critical
                        .filter(before -> now.isBefore(before.lastAt().plus(cooldown)))
                        .map(Critical::since)
                        .orElse(now),
                    now,
                    beat))
            : critical;
    return new Host(
        beat,
        now,
        beat.level() != PressureLevel.GOING_AWAY,
        stretch,
        longSilence ? Optional.of(now) : rampFrom);
  }

  /** It no longer counts; where it closed the gate by pressure, a ramp follows. */
  Host forgotten(Instant now, Duration cooldown) {
    boolean pressed = closedUntil(cooldown).filter(now::isBefore).isPresent();
    return new Host(last, heardAt, false, Optional.empty(), pressed ? Optional.of(now) : rampFrom);
  }

  boolean isKnown(Instant now) {
    return known && !Horizon.isForgotten(heardAt, now);
  }

  boolean isSilent(Instant now) {
    return isKnown(now) && now.isAfter(silentFrom());
  }

  boolean isWarning(Instant now) {
    return isKnown(now) && last.level() == PressureLevel.WARNING;
  }

  Instant silentFrom() {
    return heardAt.plus(SILENT_AFTER);
  }

  /** Until when its pressure closes the gate; in the past when it no longer does. */
  Optional<Instant> closedUntil(Duration cooldown) {
    return critical.isEmpty()
        ? Optional.empty()
        : Optional.of(critical.get().lastAt().plus(cooldown));
  }

  boolean isUnderPressure(Duration cooldown, Instant now) {
    return critical.isPresent() && now.isBefore(critical.get().lastAt().plus(cooldown));
  }

  /** The latest ramp that it has caused up to now. */
  Optional<Instant> rampFrom(Instant now, Duration cooldown) {
    Optional<Instant> calm = closedUntil(cooldown);
    return calm.isEmpty() || calm.get().isAfter(now) ? rampFrom : Horizon.later(calm, rampFrom);
  }
}
