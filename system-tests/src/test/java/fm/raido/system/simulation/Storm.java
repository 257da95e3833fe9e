package fm.raido.system.simulation;

import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.protection.ProtectionRecord.SettingsSet;
import fm.raido.system.simulation.SpeechHost.Mood;
import fm.raido.system.simulation.Weather.Fault;
import java.util.Optional;

/**
 * What happens to a cluster from outside: requests, and all that goes wrong. Then it calms down.
 */
final class Storm {
  /** A version that no program knows yet. */
  private static final int UNKNOWN_VERSION = SettingsSet.FOLD_VERSION + 1;

  private final Simulation sim;
  private final Dice dice;
  private final long length;
  private final Feed feed;
  private final People people;
  private final WorkerTroubles workers;
  private boolean over;
  private boolean night;

  Storm(Simulation sim, Dice dice) {
    this.sim = sim;
    this.dice = dice;
    this.length = sim.weather().stormMillis();
    this.feed = new Feed(sim, dice.split());
    this.people = new People(sim, dice.split());
    this.workers = new WorkerTroubles(sim, dice.split());
  }

  Feed feed() {
    return feed;
  }

  WorkerTroubles workers() {
    return workers;
  }

  /** At some time of the storm. */
  void sometime(Runnable what) {
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
    planRequests();
    plagueWorkers();
    plagueHost();
    plagueLog();
    people();
  }

  private void planRequests() {
    if (sim.weather().has(Fault.FLOOD)) {
      sim.host().mood(Mood.DEAD);
      sim.timeline().in(dice.upTo(5_000), feed::flood);
    } else {
      for (int i = 0; i < sim.weather().requests(); i++) {
        int number = i;
        sometime(() -> feed.request("r" + number));
      }
    }
    now(Fault.RUBBISH, 3, feed::rubbish);
    now(Fault.REPEATED_REQUEST, 4, feed::repeat);
  }

  private void plagueWorkers() {
    now(Fault.CRASH, 4, workers::crash);
    now(Fault.PAUSE, 3, () -> workers.pause(false));
    now(Fault.SUSPEND, 2, () -> workers.pause(true));
    now(Fault.LONG_SLEEP, 2, workers::sleepLong);
    now(Fault.STOP, 2, workers::stop);
    now(Fault.OTHER_STORE, 2, () -> sim.startWorker("elsewhere"));
    now(Fault.REBALANCE, 6, () -> sim.group().rebalance());
    now(Fault.EXPULSION, 3, workers::expel);
    now(Fault.WALL_CLOCK, 3, workers::moveWallClock);
    now(Fault.ROAD_CUT, 2, () -> workers.cutRoad(dice.skewed(500, length)));
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

  private void plagueLog() {
    now(Fault.RUBBISH, 6, () -> sim.log().stray());
    now(Fault.SLOW_LOG, 2, () -> sim.log().changeLeader(dice.skewed(100, 4_000), 0));
    now(
        Fault.BROKER_CLOCK,
        3,
        () -> sim.log().changeLeader(dice.upTo(300), dice.between(-900, 900)));
    spell(Fault.NEWER_RULES, 1, () -> rules(UNKNOWN_VERSION), this::oldRules);
  }

  private void oldRules() {
    rules(SettingsSet.FOLD_VERSION);
  }

  private void rules(int foldVersion) {
    FoldSettings settings = sim.weather().settings();
    record(new SettingsSet(sim.log().places().size(), foldVersion, settings, "somebody"));
  }

  private void people() {
    people.plan(this);
    spell(Fault.AGENT_SILENT, 2, people::fallSilent, people::speakAgain);
    spell(Fault.PRESSURE, 2, people::press, people::relieve);
    spell(Fault.OPERATOR, 3, people::close, people::open);
  }

  private void record(ProtectionRecord record) {
    sim.log().send(ProtectionLog.OUTSIDE, Optional.of(record));
  }

  /** Whether nobody is there who could start a worker. */
  boolean isNight() {
    return night;
  }

  /** Whether something that was begun in the storm is still to come. */
  boolean isOutstanding() {
    return feed.isOutstanding() || workers.isOutstanding();
  }

  // The end of it.

  /** Nobody lives any more, and nobody is heard. */
  void nightfall() {
    over = true;
    night = true;
    sim.trace(() -> "night");
    people.sleep();
    workers.allDie();
  }

  /** From here on nothing goes wrong any more. */
  void calm() {
    over = true;
    night = false;
    sim.trace(() -> "calm");
    sim.host().recovers();
    sim.store().failing(false);
    sim.workers().forEach(worker -> worker.cutRoad(false));
    if (sim.weather().has(Fault.NEWER_RULES)) {
      oldRules();
    }
    people.calm();
    if (sim.weather().nightMillis() > 0) {
      sim.timeline().in(dice.upTo(2_000), sim::startWorker);
      sim.timeline().in(dice.upTo(2_000), sim::startWorker);
    }
    sim.timeline().in(60_000, sim::startWorker);
  }
}
