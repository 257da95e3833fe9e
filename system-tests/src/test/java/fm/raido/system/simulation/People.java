package fm.raido.system.simulation;

import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import fm.raido.schemas.protection.ProtectionRecord.HostForgotten;
import fm.raido.schemas.protection.ProtectionRecord.SwitchSet;
import fm.raido.system.simulation.Weather.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who else writes to the protection log: the agents of the speech hosts, and an operator. */
final class People {
  private static final long BEAT = 5_000;

  private final Simulation sim;
  private final Dice dice;
  private final List<Agent> agents = new ArrayList<>();

  People(Simulation sim, Dice dice) {
    this.sim = sim;
    this.dice = dice;
  }

  /** One speech host's agent. */
  private final class Agent {
    final String host;

    /** In the calm it goes away instead of going on. */
    final boolean ends = dice.chance(0.7);

    PressureLevel level = PressureLevel.NORMAL;
    boolean silent;
    boolean asleep;
    boolean gone;

    Agent(String host) {
      this.host = host;
    }

    void live() {
      if (!asleep && !gone) {
        said(level);
        sim.timeline().in(BEAT, this::live);
      }
    }

    void said(PressureLevel what) {
      if (!silent && !gone && !asleep) {
        record(new HostBeat("kokoro", host, what, "cpu", false));
      }
    }
  }

  private void record(ProtectionRecord record) {
    sim.log().send(ProtectionLog.OUTSIDE, Optional.of(record));
  }

  void plan(Storm storm) {
    if (sim.weather().has(Fault.AGENT)) {
      agents.add(new Agent("h1"));
    }
    if (sim.weather().has(Fault.SECOND_HOST)) {
      agents.add(new Agent("h2"));
    }
    agents.forEach(agent -> storm.sometime(agent::live));
    if (sim.weather().has(Fault.OPERATOR) && dice.chance(0.3)) {
      storm.sometime(() -> record(new HostForgotten("h1", "somebody")));
    }
  }

  void fallSilent() {
    dice.pick(agents).silent = true;
  }

  void speakAgain() {
    agents.forEach(agent -> agent.silent = false);
  }

  void press() {
    Agent agent = dice.pick(agents);
    agent.level = dice.chance(0.6) ? PressureLevel.CRITICAL : PressureLevel.WARNING;
    agent.said(agent.level);
  }

  void relieve() {
    agents.forEach(agent -> agent.level = PressureLevel.NORMAL);
  }

  void close() {
    record(
        new SwitchSet(
            true,
            "maintenance",
            "somebody",
            dice.chance(0.3) ? null : Duration.ofSeconds(dice.between(1, 120))));
  }

  void open() {
    record(new SwitchSet(false, "done", "somebody", null));
  }

  /** The agents' machines are off. */
  void sleep() {
    agents.forEach(agent -> agent.asleep = true);
  }

  void calm() {
    record(new SwitchSet(false, "calm", "somebody", null));
    speakAgain();
    relieve();
    for (Agent agent : agents) {
      boolean wakes = agent.asleep;
      agent.asleep = false;
      if (agent.ends) {
        agent.said(PressureLevel.GOING_AWAY);
        agent.gone = true;
      } else if (wakes) {
        agent.live();
      }
    }
  }
}
