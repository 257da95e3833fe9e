package fm.raido.system.simulation;

import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.RequestReading;
import fm.raido.schemas.announcement.Violation;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import fm.raido.schemas.protection.ProtectionRecord.HostForgotten;
import fm.raido.schemas.protection.ProtectionRecord.SwitchSet;
import fm.raido.system.simulation.SpeechHost.Mood;
import fm.raido.system.simulation.Weather.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What happens to a cluster from outside: requests, and all that goes wrong. Then it calms down.
 */
final class Storm {
  private final Simulation sim;
  private final Dice dice;
  private final long length;
  private final List<RequestReading> sent = new ArrayList<>();
  private PressureLevel level = PressureLevel.NORMAL;
  private boolean agentSilent;
  private boolean agentEnds;
  private boolean over;
  private int replays;

  Storm(Simulation sim, Dice dice) {
    this.sim = sim;
    this.dice = dice;
    this.length = sim.weather().stormMillis();
  }

  private void sometime(Runnable what) {
    sim.timeline().at(Timeline.START + dice.between(0, length), what);
  }

  private void now(Fault fault, int most, Runnable what) {
    if (sim.weather().has(fault)) {
      for (int i = (int) dice.between(1, most); i > 0; i--) {
        sometime(what);
      }
    }
  }

  /** Begins sometime, and ends sometime later, or with the storm. */
  private void spell(Fault fault, int most, Runnable begin, Runnable end) {
    now(
        fault,
        most,
        () -> {
          begin.run();
          sim.timeline().in(dice.skewed(100, length), end);
        });
  }

  void plan() {
    Weather weather = sim.weather();
    for (int i = 0; i < weather.workers(); i++) {
      long at = i == 0 || dice.chance(0.5) ? dice.upTo(100) : dice.skewed(0, length);
      sim.timeline().in(weather.isSteady() ? dice.upTo(100) : at, sim::startWorker);
    }
    for (int i = 0; i < weather.requests(); i++) {
      int number = i;
      sometime(() -> request("r" + number));
    }
    now(Fault.RUBBISH, 3, this::rubbish);
    now(Fault.REPEATED_REQUEST, 4, this::repeat);
    plagueWorkers();
    plagueHost();
    now(Fault.SLOW_LOG, 2, () -> sim.log().changeLeader(dice.skewed(100, 4_000), 0));
    now(
        Fault.BROKER_CLOCK,
        3,
        () -> sim.log().changeLeader(dice.upTo(300), dice.between(-900, 900)));
    people();
  }

  private void plagueWorkers() {
    now(Fault.CRASH, 4, this::crash);
    now(Fault.PAUSE, 3, () -> pause(false));
    now(Fault.SUSPEND, 2, () -> pause(true));
    now(Fault.STOP, 2, this::stop);
    now(Fault.REBALANCE, 6, () -> sim.group().rebalance());
    now(Fault.EXPULSION, 3, this::expel);
    // Either the machine sleeps or somebody sets its clock back; both at once fool every clock.
    boolean sleeps = sim.weather().has(Fault.SUSPEND);
    now(
        Fault.WALL_CLOCK,
        3,
        () ->
            anyWorker()
                .ifPresent(w -> w.moveWallClock(dice.between(sleeps ? 0 : -60_000, 60_000))));
    now(
        Fault.ROAD_CUT,
        2,
        () ->
            anyWorker()
                .ifPresent(worker -> {
                  worker.cutRoad(true);
                  sim.timeline().in(dice.skewed(500, length), () -> worker.cutRoad(false));
                }));
  }

  private void plagueHost() {
    mood(Fault.HOST_DEAD, Mood.DEAD);
    mood(Fault.HOST_HANGS, Mood.HANGS);
    mood(Fault.HOST_OVERLOADED, Mood.OVERLOADED);
    mood(Fault.HOST_SLOW, Mood.SLOW);
    spell(Fault.STORE_FAILS, 2, () -> sim.store().failing(true), () -> sim.store().failing(false));
    spell(Fault.STORE_HANGS, 2, () -> sim.store().hanging(true), () -> sim.store().hanging(false));
  }

  private void mood(Fault fault, Mood mood) {
    spell(
        fault,
        2,
        () -> {
          if (!over) {
            sim.host().mood(mood);
          }
        },
        () -> sim.host().mood(Mood.FINE));
  }

  private void people() {
    if (sim.weather().has(Fault.AGENT)) {
      sometime(this::beat);
      agentEnds = dice.chance(0.7);
    }
    spell(Fault.AGENT_SILENT, 2, () -> agentSilent = true, () -> agentSilent = false);
    spell(
        Fault.PRESSURE,
        2,
        () -> {
          level = dice.chance(0.6) ? PressureLevel.CRITICAL : PressureLevel.WARNING;
          said();
        },
        () -> level = PressureLevel.NORMAL);
    spell(
        Fault.OPERATOR,
        3,
        () ->
            record(
                new SwitchSet(
                    true,
                    "maintenance",
                    "somebody",
                    dice.chance(0.3) ? null : Duration.ofSeconds(dice.between(1, 120)))),
        () -> record(new SwitchSet(false, "done", "somebody", null)));
    if (sim.weather().has(Fault.OPERATOR) && dice.chance(0.3)) {
      sometime(() -> record(new HostForgotten("h1", "somebody")));
    }
  }

  private void record(fm.raido.schemas.protection.ProtectionRecord record) {
    sim.log().send(ProtectionLog.OUTSIDE, Optional.of(record));
  }

  private void beat() {
    if (!agentSilent) {
      said();
    }
    if (over && agentEnds) {
      return;
    }
    sim.timeline().in(5_000, this::beat);
  }

  private void said() {
    if (!agentSilent && !(over && agentEnds)) {
      record(new HostBeat("kokoro", "h1", level, "cpu", false));
    }
  }

  // Requests.

  private void request(String id) {
    Weather weather = sim.weather();
    boolean urgent = weather.has(Fault.DEADLINES) && dice.chance(0.7);
    Instant now = Instant.ofEpochMilli(sim.now());
    int partition = dice.upTo(weather.partitions() - 1);
    RequestReading reading =
        new RequestReading.Valid(
            new AnnouncementRequest(
                AnnouncementRequest.SCHEMA_VERSION,
                id,
                "station-" + partition,
                AnnouncementKind.CUSTOM,
                null,
                "words " + dice.upTo(weather.words() - 1),
                null,
                null,
                urgent ? now.plusMillis(timeLeft()) : null,
                now,
                0));
    sent.add(reading);
    sim.topic().append(partition, reading);
  }

  private long timeLeft() {
    return dice.chance(0.5) ? dice.skewed(500, 60_000) : dice.between(4_000, 30_000);
  }

  private void rubbish() {
    int partition = dice.upTo(sim.topic().partitions() - 1);
    sim.topic()
        .append(
            partition,
            new RequestReading.Invalid(List.of(new Violation("", "?", "must be a request"))));
    sim.log().send(ProtectionLog.OUTSIDE, Optional.empty());
  }

  private void repeat() {
    if (!sent.isEmpty() && dice.pick(sent) instanceof RequestReading.Valid again) {
      int partition = Integer.parseInt(again.request().station().substring("station-".length()));
      sim.topic().append(partition, again);
    }
  }

  /** A request of that place has become a dead letter; somebody may replay it. */
  void buried(int partition, int offset) {
    if (sim.storms(Fault.REPLAY)
        && sim.topic().records(partition).get(offset).reading()
            instanceof RequestReading.Valid(AnnouncementRequest request)
        && request.pass() < 3) {
      replays++;
      sim.timeline()
          .in(
              dice.skewed(10, 5_000),
              () -> {
                replays--;
                sim.topic()
                    .append(
                        partition, new RequestReading.Valid(request.inPass(request.pass() + 1)));
              });
    }
  }

  /** Whether some replay is still to come. */
  boolean isOutstanding() {
    return replays > 0;
  }

  // Workers.

  private Optional<SimulatedWorker> anyWorker() {
    List<SimulatedWorker> able =
        sim.workers().stream().filter(worker -> !worker.process().isStopped()).toList();
    return able.isEmpty() ? Optional.empty() : Optional.of(dice.pick(able));
  }

  private void crash() {
    anyWorker()
        .ifPresent(worker -> {
          worker.crash();
          sim.bury(worker);
          long noticed = dice.skewed(1_000, 10_000);
          sim.timeline().in(noticed, () -> sim.group().remove(worker.consumer()));
          if (dice.chance(0.8)) {
            sim.timeline().in(dice.skewed(50, 10_000), sim::startWorker);
          }
        });
  }

  private void pause(boolean suspended) {
    anyWorker()
        .ifPresent(worker -> {
          sim.trace(() -> worker.name() + " is stopped, clock too: " + suspended);
          worker.process().stop();
          long since = sim.now();
          long session = dice.between(6_000, 10_000);
          long time = dice.skewed(100, 40_000);
          sim.timeline()
              .in(
                  session,
                  () -> {
                    if (worker.process().isStopped() && time >= session) {
                      sim.group().remove(worker.consumer());
                    }
                  });
          sim.timeline().in(time, () -> wake(worker, since, suspended));
        });
  }

  private void wake(SimulatedWorker worker, long since, boolean suspended) {
    if (!worker.process().isAlive()) {
      return;
    }
    sim.trace(() -> worker.name() + " goes on");
    if (suspended) {
      worker.slept(sim.now() - since);
    }
    worker.process().goOn(dice);
    worker.process().in(dice.skewed(1, 3_000), worker.consumer()::expelled);
  }

  private void expel() {
    anyWorker()
        .ifPresent(worker -> {
          sim.trace(() -> worker.name() + " is taken for dead");
          sim.group().remove(worker.consumer());
          worker.process().in(dice.skewed(1, 5_000), worker.consumer()::expelled);
        });
  }

  private void stop() {
    anyWorker()
        .ifPresent(worker -> {
          worker.stop();
          sim.timeline().in(dice.between(25_000, 27_000), () -> sim.bury(worker));
          sim.timeline().in(dice.skewed(50, 10_000), sim::startWorker);
        });
  }

  // The end of it.

  /** From here on nothing goes wrong any more. */
  void calm() {
    over = true;
    sim.trace(() -> "calm");
    sim.host().mood(Mood.FINE);
    sim.store().failing(false);
    sim.workers().forEach(worker -> worker.cutRoad(false));
    agentSilent = false;
    level = PressureLevel.NORMAL;
    record(new SwitchSet(false, "calm", "somebody", null));
    if (sim.weather().has(Fault.AGENT) && agentEnds) {
      record(new HostBeat("kokoro", "h1", PressureLevel.GOING_AWAY, "stopped", false));
    }
    sim.timeline().in(60_000, sim::startWorker);
  }
}
