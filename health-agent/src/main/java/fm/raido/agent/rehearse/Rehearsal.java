package fm.raido.agent.rehearse;

import fm.raido.agent.rehearse.OwnAgent.Life;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import fm.raido.schemas.protection.ProtectionRecord.HostForgotten;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what a rehearsal says, and when it must end; pure. See the package for the rules. */
final class Rehearsal {
  /** As often as an agent beats. */
  static final Duration EVERY = Duration.ofSeconds(5);

  /** What was said is read back well within this time, or it is said again. */
  static final Duration READ_BACK = Duration.ofMillis(200);

  /** What to do now. */
  sealed interface Step {
    /** Nothing yet. */
    record Wait() implements Step {}

    /** Append these in one batch. */
    record Say(List<ProtectionRecord> records) implements Step {}

    /**
     * It is over: append these in one batch, if any.
     *
     * @param early why it did not last its time; empty where it did
     * @param lifted whether the protection is lifted with them
     */
    record End(List<ProtectionRecord> records, String early, boolean lifted) implements Step {}
  }

  private final Script script;
  private final Duration cooldown;

  /**
   * @param cooldown of the settings in force
   */
  Rehearsal(Script script, Duration cooldown) {
    this.script = script;
    this.cooldown = cooldown;
  }

  /** Why it must not begin, or empty where it may. */
  Optional<String> objection(OwnAgent agent, Instant now) {
    String host = script.host();
    return switch (agent.life(now)) {
      case SILENT ->
          Optional.of(
              "the agent of host %s has not been heard since %s: a rehearsal would hide its silence; let it be heard again, or forget it with `raido protect forget %s`"
                  .formatted(host, agent.heardAt(), host));
      case NONE ->
          script.level() == PressureLevel.WARNING
              ? Optional.of(
                  "no agent of host %s is heard, and a warning that nobody takes back would end as a silent host: start `raido agent` there first, or rehearse critical"
                      .formatted(host))
              : Optional.empty();
      case ALIVE ->
          agent.level() == PressureLevel.CRITICAL
              ? Optional.of(
                  "host %s is critical: %s. That is no rehearsal"
                      .formatted(host, agent.last() == null ? "" : agent.last().reason()))
              : Optional.empty();
    };
  }

  /**
   * The next step.
   *
   * @param now log time
   * @param since for how long it has gone on
   * @param saidAgo how long ago it said something; null before the first time
   * @param last the host's last beat in the log, whoever wrote it; null where there is none
   */
  Step next(
      OwnAgent agent,
      Instant now,
      Duration since,
      @Nullable Duration saidAgo,
      @Nullable HostBeat last) {
    Life life = agent.life(now);
    if (life == Life.SILENT) {
      return new Step.End(
          List.of(),
          "the host's own agent has fallen silent; nothing is said any more, so that it shows",
          false);
    }
    if (life == Life.ALIVE && agent.level() == PressureLevel.CRITICAL) {
      return new Step.End(List.of(), "the host's own agent says critical: it is real now", false);
    }
    if (life == Life.NONE && script.level() == PressureLevel.WARNING) {
      return end(agent, now, "the host's own agent has gone away");
    }
    if (since.compareTo(script.time()) >= 0) {
      return end(agent, now, "");
    }
    boolean due =
        saidAgo == null
            || saidAgo.compareTo(EVERY) >= 0
            || (saidAgo.compareTo(READ_BACK) >= 0 && isOutdated(life, last));
    return due ? new Step.Say(said(life)) : new Step.Wait();
  }

  /**
   * A warning lasts only until the host's next beat of another level, and its own agent has one
   * every 5 s. And where that agent has just gone, the host must not be left behind as one that
   * lives.
   */
  private boolean isOutdated(Life life, @Nullable HostBeat last) {
    if (last == null) {
      return false;
    }
    return script.level() == PressureLevel.WARNING
        ? !last.rehearsal() || last.level() != PressureLevel.WARNING
        : life == Life.NONE && last.rehearsal() && last.level() != PressureLevel.GOING_AWAY;
  }

  /** The end, in its time or before it. */
  Step.End end(OwnAgent agent, Instant now, String early) {
    boolean pressed =
        agent.pressedUntil(cooldown, now).isPresent() || agent.life(now) == Life.SILENT;
    boolean lifted = script.lift() && !pressed;
    List<ProtectionRecord> records = new ArrayList<>();
    if (lifted) {
      records.add(new HostForgotten(script.host(), script.words()));
    }
    switch (agent.life(now)) {
      case ALIVE ->
          // Known again after it was forgotten, so that a silence of its agent's is seen.
          records.add(script.beat(agent.level(), script.words() + ", and over"));
      case NONE -> {
        if (!lifted) {
          records.add(goodbye());
        }
      }
      case SILENT -> {}
    }
    return new Step.End(List.copyOf(records), early, lifted);
  }

  private List<ProtectionRecord> said(Life life) {
    ProtectionRecord beat = script.beat(script.level(), script.words());
    return life == Life.ALIVE ? List.of(beat) : List.of(beat, goodbye());
  }

  private ProtectionRecord goodbye() {
    return script.beat(PressureLevel.GOING_AWAY, script.words() + ", where no agent runs");
  }
}
