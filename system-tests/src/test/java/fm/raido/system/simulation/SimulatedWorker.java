package fm.raido.system.simulation;

import fm.raido.protection.fold.Ask;
import fm.raido.protection.fold.Verdict;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.ProtectionRecord.ProbeAsked;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.system.simulation.Weather.Fault;
import fm.raido.worker.admission.OwnRoad;
import fm.raido.worker.admission.Stopwatch;
import fm.raido.worker.fallback.AnnouncementWords;
import fm.raido.worker.intake.Flow;
import fm.raido.worker.loop.LogEntry;
import fm.raido.worker.loop.RequestTraces;
import fm.raido.worker.loop.WorkerCore;
import fm.raido.worker.loop.WorkerEvents;
import fm.raido.worker.loop.WorkerRules;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A real core in a simulated process: its loop, its clocks, and its reading of the log. */
final class SimulatedWorker {
  private final Simulation sim;
  private final String name;
  private final Dice dice;
  private final FoldSettings settings;
  private final SimulatedProcess process;
  private final SimulatedConsumer consumer;
  private final SimulatedSettler settler;
  private final Flow flow = new Flow();
  private final BentView bent;
  private final WorkerCore core;
  private final ArrayDeque<Consumer<WorkerCore>> inbox = new ArrayDeque<>();
  private long suspendedMillis;
  private long wallOffset;
  private long turnAt = Long.MAX_VALUE;
  private int logPosition;
  private int folded;
  private boolean readingLog;
  private boolean caughtUp;
  private boolean roadCut;
  private boolean stopping;
  private long liveSince = -1;
  private long lastLogTime;

  SimulatedWorker(Simulation sim, String name, Dice dice, FoldSettings settings) {
    this.sim = sim;
    this.name = name;
    this.dice = dice;
    this.process = new SimulatedProcess(sim.timeline());
    this.consumer = new SimulatedConsumer(sim, this, dice);
    this.settler = new SimulatedSettler(sim, this, dice);
    this.settings = settings;
    this.logPosition = sim.log().beginning();
    this.bent = new BentView(sim, name, settings);
    Weather weather = sim.weather();
    WorkerRules rules =
        new WorkerRules(
            settings,
            "af_bella",
            1.0,
            "kokoro",
            RaidoSettings.AudioFormat.WAV,
            Duration.ofDays(7),
            weather.airLead(),
            weather.fallback(),
            false,
            false,
            weather.jobs(),
            weather.lookAgain(),
            new RaidoSettings.Dedup(Weather.DEDUP, Weather.DEDUP_IDS));
    SimulatedEffects effects = new SimulatedEffects(sim, this, dice);
    int[] calls = new int[1];
    this.core =
        new WorkerCore(
            name,
            rules,
            effects,
            flow,
            new Clocks(),
            new OwnRoad(
                sim.bug() == PlantedBug.CUT_OFF_WORKER_KEEPS_THE_CLUSTER_CLOSED
                    ? 1_000
                    : settings.breakerFailures(),
                settings.breakerOpen()),
            dice.generator(),
            () -> name + "-" + ++calls[0],
            request -> rules.order(request, AnnouncementWords.of(request)),
            WorkerEvents.UNCOUNTED,
            RequestTraces.NONE);
  }

  /** This machine's two clocks. */
  private final class Clocks implements Stopwatch {
    @Override
    public Moment moment() {
      return new Moment(
          (sim.now() - Timeline.START - suspendedMillis) * 1_000_000L, sim.now() + wallOffset);
    }

    @Override
    public Duration monotonicSince(Moment start) {
      return sim.bug() == PlantedBug.IDLE_LOG_REFUSES_FOR_EVER
          ? Duration.ZERO
          : Stopwatch.super.monotonicSince(start);
    }
  }

  void start() {
    logGrew();
    process.in(dice.between(1, 50), this::startedReading);
  }

  private void startedReading() {
    caughtUp = logPosition == sim.log().places().size();
    if (caughtUp) {
      boolean othersRun = sim.group().size() > 0;
      post(it -> it.caughtUp(othersRun));
    } else {
      logGrew();
    }
  }

  String name() {
    return name;
  }

  /** The settings that it was started with. */
  FoldSettings settings() {
    return settings;
  }

  /** The marker of its audio store. */
  String store() {
    return settings.store();
  }

  SimulatedProcess process() {
    return process;
  }

  SimulatedConsumer consumer() {
    return consumer;
  }

  SimulatedSettler settler() {
    return settler;
  }

  Flow flow() {
    return flow;
  }

  BentView bent() {
    return bent;
  }

  Stopwatch clocks() {
    return new Clocks();
  }

  /** Since when it decides and nothing has kept it from it; far in the future where it does not. */
  long awakeSince() {
    return process.isRunning() && !stopping && core.isLive()
        ? Math.max(liveSince, process.wentOnAt())
        : Long.MAX_VALUE / 2;
  }

  /** Whether it says that it cannot follow the log. */
  boolean isLost() {
    return process.isRunning() && core.gate().causes().contains(GateCause.LOG_UNREADABLE);
  }

  /** Whether its core decides. */
  boolean isLive() {
    return core.isLive();
  }

  /** What its core takes for log time, in milliseconds since the epoch. */
  long logTime() {
    return core.now().toEpochMilli();
  }

  /** Whether it is less than when this was asked last. */
  boolean isLogTimeFalling() {
    long before = lastLogTime;
    lastLogTime = logTime();
    return lastLogTime < before;
  }

  /** Whether the log, as far as its core has read it, would refuse that probe. */
  boolean expectsRefusal(ProbeAsked asked) {
    Ask ask = new Ask.Probe(asked.callId(), asked.worker(), asked.own());
    return core.fold().expect(ask, core.now()) instanceof Verdict.Refused;
  }

  /** How many records of the log its core has folded. */
  int folded() {
    return folded;
  }

  boolean isRoadCut() {
    return roadCut;
  }

  /** It has heard that it is to stop. */
  boolean isStopping() {
    return stopping;
  }

  void cutRoad(boolean cut) {
    roadCut = cut;
    sim.trace(() -> name + " has its road cut: " + cut);
  }

  void moveWallClock(long millis) {
    wallOffset += millis;
  }

  /** The machine slept: its monotonic clock stood still. */
  void slept(long millis) {
    suspendedMillis += millis;
  }

  // The loop.

  /** Hands an event to the loop. */
  void post(Consumer<WorkerCore> event) {
    if (process.isAlive()) {
      inbox.add(event);
      turnBy(sim.now() + (dice.chance(0.1) ? 1 : 0));
    }
  }

  private void turnBy(long at) {
    if (at < turnAt) {
      turnAt = at;
      sim.timeline().at(at, () -> process.run(() -> turn(at)));
    }
  }

  private void turn(long planned) {
    if (planned != turnAt) {
      return; // An earlier one came in its stead.
    }
    while (!inbox.isEmpty()) {
      inbox.poll().accept(core);
    }
    Duration wait = core.turn();
    if (liveSince < 0 && core.isLive()) {
      liveSince = sim.now();
    }
    sim.calls().turned(this);
    turnAt = Long.MAX_VALUE;
    turnBy(sim.now() + Math.max(1, wait.plusNanos(999_999).toMillis()));
  }

  // The protection log.

  /** The log has more than it has read. */
  void logGrew() {
    if (!readingLog && process.isAlive() && logPosition < sim.log().places().size()) {
      readingLog = true;
      long lag =
          sim.storms(Fault.SLOW_LOG) && dice.chance(0.05) ? dice.upTo(4_000) : dice.between(1, 4);
      process.in(lag, this::readLog);
    }
  }

  private void readLog() {
    readingLog = false;
    List<LogEntry> entries = new ArrayList<>();
    int to = Math.min(sim.log().places().size(), logPosition + (int) dice.skewed(1, 2_000));
    while (logPosition < to) {
      bent.read(sim.log().places().get(logPosition++).entry(), !caughtUp, entries);
    }
    int position = logPosition;
    post(it -> {
      folded = position;
      it.logRead(entries);
    });
    if (!caughtUp && logPosition == sim.log().places().size()) {
      caughtUp = true;
      boolean othersRun = sim.group().size() > 0;
      post(it -> it.caughtUp(othersRun));
    }
    logGrew();
  }

  /** What it takes for granted without having read it. */
  void readAtOnce(LogEntry entry) {
    post(it -> it.logRead(List.of(entry)));
  }

  // Its end.

  /** It finds that it must not run beside the others. */
  void refuses() {
    String theirs = core.fold().rules().map(FoldSettings::store).orElse(store());
    sim.storm().workers().refused(this, theirs);
  }

  void crash() {
    sim.trace(() -> name + " dies");
    process.die();
    inbox.clear();
  }

  /** Stops in good order: drains, leaves, says so. */
  void stop() {
    sim.trace(() -> name + " stops");
    post(core -> {
      stopping = true;
      core.stop();
    });
    awaitDrained(sim.now() + 20_000);
  }

  private void awaitDrained(long until) {
    process.in(
        20,
        () -> {
          if (core.isDrained() || sim.now() >= until) {
            consumer.leaveForGood(() -> {
              post(WorkerCore::sayGoodbye);
              process.in(5, this::crash);
            });
          } else {
            awaitDrained(until);
          }
        });
  }
}
