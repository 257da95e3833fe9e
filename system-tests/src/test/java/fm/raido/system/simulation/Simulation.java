package fm.raido.system.simulation;

import fm.raido.schemas.protection.FoldSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** One schedule: a storm of faults, then a calm in which everything must come to its end. */
final class Simulation {
  /** The slowest settings speak one request a minute, and an open breaker costs another. */
  private static final long CALM_MAX = 4 * 3_600_000L;

  /**
   * Longer than any transaction lives: what a zombie still has in hand comes out, and calls end.
   */
  private static final long AFTERMATH = 22_000;

  private static final long STEPS_MAX = 10_000;

  private final long seed;
  private final PlantedBug bug;
  private final Weather weather;
  private final List<FoldSettings> settings = new ArrayList<>();
  private final Timeline timeline = new Timeline();
  private final ProtectionLog log;
  private final RequestTopic topic;
  private final Group group;
  private final SpeechHost host;
  private final SharedStore store;
  private final CallLedger calls = new CallLedger(this);
  private final OutcomeLedger outcomes = new OutcomeLedger(this);
  private final Storm storm;
  private final List<SimulatedWorker> workers = new ArrayList<>();
  private final Dice dice;
  private @Nullable List<String> trace;
  private int births;

  private Simulation(long seed, PlantedBug bug, Function<Dice, Weather> climate) {
    this.seed = seed;
    this.bug = bug;
    this.dice = new Dice(seed);
    this.weather = climate.apply(dice.split());
    settings.add(weather.settings());
    if (weather.has(Weather.Fault.OTHER_SETTINGS)) {
      settings.add(Weather.settings(dice.split()));
    }
    this.log = new ProtectionLog(this, dice.split());
    this.topic = new RequestTopic(this, weather.partitions());
    this.group = new Group(this, dice.split());
    this.host = new SpeechHost(this, dice.split());
    this.store = new SharedStore(this, dice.split());
    this.storm = new Storm(this, dice.split());
  }

  static Simulation of(long seed, PlantedBug bug) {
    return new Simulation(seed, bug, dice -> Weather.of(dice, bug.needs()));
  }

  static Simulation of(long seed) {
    return of(seed, PlantedBug.NONE);
  }

  /** Several hundred workers. */
  static Simulation crowd(long seed) {
    return new Simulation(seed, PlantedBug.NONE, Weather::crowd);
  }

  /** More requests than windows and commits can hold. */
  static Simulation flood(long seed, PlantedBug bug) {
    return new Simulation(seed, bug, Weather::flood);
  }

  static Simulation flood(long seed) {
    return flood(seed, PlantedBug.NONE);
  }

  /** Writes down what happens; slow. */
  Simulation traced() {
    trace = new ArrayList<>();
    return this;
  }

  List<String> traceLines() {
    return trace == null ? List.of() : trace;
  }

  /**
   * Runs it to its end.
   *
   * @throws BrokenPromise where a promise is broken
   */
  void run() {
    trace(() -> "seed " + seed + ", " + weather);
    storm.plan();
    long end = Timeline.START + weather.stormMillis();
    runUntil(end);
    if (weather.nightMillis() > 0) {
      storm.nightfall();
      end += weather.nightMillis();
      runUntil(end);
    }
    storm.calm();
    long patience = end + CALM_MAX;
    while (!isQuiet()) {
      if (!timeline.step(patience)) {
        throw new BrokenPromise("L1", "some request has no outcome in hours of calm");
      }
      if (isRestless()) {
        throw new BrokenPromise("L1", "the workers do not come to rest");
      }
    }
    long aftermath = now() + AFTERMATH;
    runUntil(aftermath);
    if (workers.stream().anyMatch(SimulatedWorker::isLost)) {
      throw new BrokenPromise("L1", "a worker stays away though it knows the rules again");
    }
    outcomes.conclude();
    calls.conclude();
    LogLedger ledger = new LogLedger(this);
    ledger.judge();
    host.outages().forEach(outage -> survived(outage, ledger));
  }

  private void runUntil(long end) {
    while (timeline.step(end)) {
      if (isRestless()) {
        throw new BrokenPromise("L1", "the workers do not come to rest");
      }
    }
  }

  /** Far more happens than can have a cause: somebody turns in circles. */
  private boolean isRestless() {
    return timeline.steps() > STEPS_MAX * Math.max(8, weather.workers()) + 20L * weather.requests();
  }

  private boolean isQuiet() {
    return !storm.isOutstanding() && outcomes.takeChanged() && topic.isAllSettled();
  }

  /** A dead host costs a few failures, then one probe for each open time. */
  private void survived(SpeechHost.Outage outage, LogLedger ledger) {
    long told = outage.failed.stream().filter(ledger.toldFailures()::contains).count();
    long first = Math.max(most(FoldSettings::breakerFailures), most(FoldSettings::maxInFlight));
    long length = Math.min(outage.to, now()) - outage.from;
    long open = least(set -> (int) set.breakerOpen().toMillis());
    long allowed = first * (1 + outage.openAtStart) + 1 + length / open;
    if (told > allowed) {
      throw new BrokenPromise(
          "L5", told + " failed calls in " + length + " ms, " + allowed + " allowed");
    }
  }

  // What the parts share.

  long now() {
    return timeline.now();
  }

  Timeline timeline() {
    return timeline;
  }

  PlantedBug bug() {
    return bug;
  }

  Weather weather() {
    return weather;
  }

  /** Whether faults of that kind happen now. */
  boolean storms(Weather.Fault fault) {
    return weather.has(fault) && now() < Timeline.START + weather.stormMillis();
  }

  /** The largest that any worker's settings say. */
  int most(ToIntFunction<FoldSettings> of) {
    return settings.stream().mapToInt(of).max().orElseThrow();
  }

  /** The smallest. */
  int least(ToIntFunction<FoldSettings> of) {
    return settings.stream().mapToInt(of).min().orElseThrow();
  }

  ProtectionLog log() {
    return log;
  }

  RequestTopic topic() {
    return topic;
  }

  Group group() {
    return group;
  }

  SpeechHost host() {
    return host;
  }

  SharedStore store() {
    return store;
  }

  CallLedger calls() {
    return calls;
  }

  OutcomeLedger outcomes() {
    return outcomes;
  }

  Storm storm() {
    return storm;
  }

  /** Those that live, and those that are stopped. */
  List<SimulatedWorker> workers() {
    return workers;
  }

  void startWorker() {
    startWorker("store");
  }

  void startWorker(String store) {
    if (storm.isNight()) {
      return;
    }
    FoldSettings its = Weather.withStore(dice.pick(settings), store);
    SimulatedWorker worker = new SimulatedWorker(this, "w" + births++, dice.split(), its);
    workers.add(worker);
    trace(() -> worker.name() + " starts");
    worker.start();
  }

  void bury(SimulatedWorker worker) {
    workers.remove(worker);
  }

  void trace(Supplier<String> line) {
    if (trace != null) {
      trace.add((now() - Timeline.START) + " " + line.get());
    }
  }
}
