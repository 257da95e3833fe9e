package fm.raido.agent.rehearse;

import fm.raido.protection.fold.ProtectionFold;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import fm.raido.schemas.protection.ProtectionRecord.HostForgotten;
import fm.raido.schemas.protection.ProtectionRecord.SettingsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A protection log, a host's own agent and a rehearsal, in steps of 50 ms; the rehearsal reads back
 * what it said one step later.
 */
final class Stage {
  static final Instant START = Instant.parse("2026-11-01T20:00:00Z");
  static final Duration COOLDOWN = Duration.ofMinutes(5);
  private static final int STEP_MILLIS = 50;

  final LogSeen seen = new LogSeen("kokoro", "studio");
  final List<ProtectionRecord> log = new ArrayList<>();
  private final List<ProtectionRecord> unread = new ArrayList<>();
  private long millis;
  private long agentFrom = -1;
  PressureLevel agentLevel = PressureLevel.NORMAL;
  private @Nullable Rehearsal rehearsal;
  private long begun;
  private long saidAt = -1;
  Rehearsal.Step.@Nullable End end;

  Stage() {
    append(new SettingsSet(1, 1, settings(Set.of()), "w1"));
    read();
  }

  static FoldSettings settings(Set<String> hosts) {
    return new FoldSettings(
        "kokoro",
        10,
        2,
        5,
        Duration.ofMinutes(5),
        2,
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofSeconds(4),
        Duration.ofSeconds(16),
        Duration.ofSeconds(60),
        COOLDOWN,
        hosts,
        "store");
  }

  /** An agent that beats every 5 s from now on. */
  Stage agentLives() {
    agentFrom = millis;
    agentBeats();
    return this;
  }

  /** It says another level, at once and from now on. */
  void agentSays(PressureLevel level) {
    agentLevel = level;
    agentBeats();
  }

  /** It says goodbye. */
  void agentLeaves() {
    agentFrom = -1;
    append(new HostBeat("kokoro", "studio", PressureLevel.GOING_AWAY, "stopped", false));
  }

  /** It is killed. */
  void agentDies() {
    agentFrom = -1;
  }

  private void agentBeats() {
    append(new HostBeat("kokoro", "studio", agentLevel, "all fine", false));
  }

  void forget() {
    append(new HostForgotten("studio", "ann"));
  }

  Stage rehearse(PressureLevel level, int seconds, boolean lift) {
    read();
    rehearsal =
        new Rehearsal(
            new Script("kokoro", "studio", level, Duration.ofSeconds(seconds), lift, "ann"),
            COOLDOWN);
    begun = millis;
    saidAt = -1;
    end = null;
    return this;
  }

  Optional<String> objection() {
    read();
    return rehearsal == null ? Optional.empty() : rehearsal.objection(seen.agent(), now());
  }

  /** SIGKILL of the rehearsal. */
  void kill() {
    rehearsal = null;
  }

  /** Ctrl-C. */
  void stop() {
    if (rehearsal != null) {
      ended(rehearsal.end(seen.agent(), now(), "stopped"));
    }
  }

  Stage passes(double seconds) {
    for (long until = millis + (long) (seconds * 1_000); millis < until; millis += STEP_MILLIS) {
      if (agentFrom >= 0 && millis > agentFrom && (millis - agentFrom) % 5_000 == 0) {
        agentBeats();
      }
      Rehearsal playing = rehearsal;
      if (playing != null) {
        step(playing);
      }
      read();
    }
    return this;
  }

  private void step(Rehearsal playing) {
    Rehearsal.Step step =
        playing.next(
            seen.agent(),
            now(),
            Duration.ofMillis(millis - begun),
            saidAt < 0 ? null : Duration.ofMillis(millis - saidAt),
            seen.last());
    switch (step) {
      case Rehearsal.Step.Wait() -> {}
      case Rehearsal.Step.Say(var records) -> {
        saidAt = millis;
        records.forEach(this::append);
      }
      case Rehearsal.Step.End over -> ended(over);
    }
  }

  private void ended(Rehearsal.Step.End over) {
    over.records().forEach(this::append);
    end = over;
    rehearsal = null;
    read();
  }

  private void append(ProtectionRecord record) {
    log.add(record);
    unread.add(record);
  }

  private void read() {
    unread.forEach(record -> seen.apply(Optional.of(record), now()));
    unread.clear();
  }

  Instant now() {
    return START.plusMillis(millis);
  }

  ProtectionFold fold() {
    return seen.fold();
  }

  Set<GateCause> causes() {
    return fold().gate(now()).causes();
  }

  /** The causes that hold so many seconds from now, if nothing more is said. */
  Set<GateCause> causesIn(long seconds) {
    return fold().gate(now().plusSeconds(seconds)).causes();
  }
}
