package fm.raido.worker.loop;

import fm.raido.protection.fold.Applied;
import fm.raido.protection.fold.Earliest;
import fm.raido.protection.fold.ProtectionFold;
import fm.raido.protection.fold.Verdict;
import fm.raido.protection.gate.Gate;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.RequestReading;
import fm.raido.schemas.announcement.Violation;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.worker.admission.LogClock;
import fm.raido.worker.admission.OpenAsks.OpenAsk;
import fm.raido.worker.admission.OwnRoad;
import fm.raido.worker.admission.Stopwatch;
import fm.raido.worker.audio.StoredAudio;
import fm.raido.worker.fallback.FallbackResult;
import fm.raido.worker.gate.WorkerGate;
import fm.raido.worker.intake.Flow;
import fm.raido.worker.settlement.Decided;
import fm.raido.worker.settlement.Endings;
import fm.raido.worker.settlement.OpenSettlements;
import fm.raido.worker.settlement.SettlementResult;
import fm.raido.worker.speech.SpeechOrder;
import fm.raido.worker.window.PartitionWindow;
import fm.raido.worker.window.Trail;
import fm.raido.worker.window.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One worker without its machinery: events go in, effects come out, and time is asked of a
 * stopwatch. {@link WorkerLoop} runs it on real threads, a simulation on invented ones. After each
 * round of events {@link #turn} must be called. For one thread.
 */
public final class WorkerCore {
  /** While asks are open, a turn comes at least so often, to see in time that one is overdue. */
  private static final Duration ASKS_LOOKED_AT = Duration.ofMillis(250);

  private final ProtectionFold fold = new ProtectionFold();
  private final Windows windows = new Windows();
  private final Agenda agenda = new Agenda();
  private final WorkerGate gate = new WorkerGate();
  private final Map<Integer, Long> assigned = new TreeMap<>();
  private final Handover handover = new Handover();
  private final Effects effects;
  private final Flow flow;
  private final WorkerRules rules;
  private final String worker;
  private final LogClock clock;
  private final OpenSettlements settlements;
  private final Endings endings;
  private final RequestDesk desk;
  private final CallDesk callDesk;
  private final Watch watch;
  private final Turns turns;
  private final WorkerEvents events;
  private final RequestTraces traces;
  private Instant settlementSentAt = Instant.EPOCH;
  private boolean caughtUp;
  private boolean live;
  private boolean stopping;

  /**
   * @param callIds names for calls, never the same one twice in any worker
   * @param orders what the speech host is asked for on behalf of a request
   * @param traces told of requests that are traced
   */
  public WorkerCore(
      String worker,
      WorkerRules rules,
      Effects effects,
      Flow flow,
      Stopwatch stopwatch,
      OwnRoad road,
      RandomGenerator random,
      Supplier<String> callIds,
      Function<AnnouncementRequest, SpeechOrder> orders,
      WorkerEvents events,
      RequestTraces traces) {
    this.worker = worker;
    this.rules = rules;
    this.effects = effects;
    this.flow = flow;
    this.events = events;
    this.traces = traces;
    this.clock = new LogClock(stopwatch);
    this.endings = new Endings(worker);
    this.settlements = new OpenSettlements(endings, windows::get);
    this.turns = new Turns(random);
    this.desk =
        new RequestDesk(
            fold, windows, agenda, effects, endings, settlements::add, rules, worker, orders);
    this.callDesk =
        new CallDesk(
            fold, windows, agenda, desk, effects, rules, worker, stopwatch, road, turns, callIds,
            events, traces);
    this.watch = new Watch(fold, gate, callDesk, effects, rules, worker, road, random);
    if (rules.providerDisabled()) {
      gate.close(
          GateCause.PROVIDER_DISABLED,
          Instant.EPOCH,
          Optional.empty(),
          "started with DJ_PROVIDER=disabled");
    }
  }

  // What the consumer says.

  /** A partition was assigned; its records come after {@link #recovered}. */
  public void assigned(int partition, long incarnation) {
    assigned.put(partition, incarnation);
    effects.recover(partition, incarnation);
  }

  /** A partition's window opens. */
  public void recovered(Recovered found) {
    Long current = assigned.get(found.partition());
    if (current == null || current != found.incarnation()) {
      return; // It left before it was recovered.
    }
    windows.open(
        new PartitionWindow(found.partition(), found.incarnation(), found.mark(), found.recent()));
  }

  /**
   * A partition leaves: nothing new is started in it, and what is decided is flushed.
   *
   * @param flushed run as soon as nothing of it waits to be committed
   */
  public void revoked(int partition, long incarnation, Runnable flushed) {
    PartitionWindow window = windows.live(partition, incarnation);
    if (window == null) {
      flushed.run();
      return;
    }
    window.revoke();
    handover.begin(partition, flushed);
  }

  /** A partition is gone, whatever was still open in it. */
  public void left(int partition, long incarnation) {
    assigned.remove(partition, incarnation);
    PartitionWindow window = windows.get(partition);
    if (window != null && window.incarnation() == incarnation) {
      windows.close(partition);
    }
    handover.end(partition);
  }

  /** Records were fetched. */
  public void fetched(Collection<Fetched> records) {
    Instant now = clock.now();
    Gate current = gate.current();
    for (Fetched record : records) {
      PartitionWindow window = windows.live(record.partition(), record.incarnation());
      if (window == null || !window.fetched(record.offset(), record.bytes())) {
        flow.released(record.partition(), record.incarnation(), 1, record.bytes());
        continue;
      }
      switch (record.reading()) {
        case RequestReading.Invalid invalid ->
            settlements.add(
                endings.poison(
                    record.partition(),
                    record.incarnation(),
                    record.offset(),
                    record.appendedAt(),
                    record.raw(),
                    invalid.violations().stream()
                        .map(Violation::toString)
                        .collect(Collectors.joining("; ")),
                    traces.takenUp(record.traceparent(), null, now),
                    now));
        case RequestReading.Valid valid ->
            desk.arrived(
                new Waiting(
                    record.partition(),
                    record.incarnation(),
                    record.offset(),
                    valid.request(),
                    record.appendedAt(),
                    record.bytes(),
                    record.traceparent(),
                    record.firstFailure(),
                    traces.takenUp(record.traceparent(), valid.request().passKey(), now)),
                window,
                current,
                now);
      }
    }
    // Many polls may come before the next settlement: what a commit can say is looked at here too.
    records.stream().map(Fetched::partition).distinct().forEach(this::tellSpan);
  }

  /** There is nothing more to fetch below that offset; what was there was told before. */
  public void passed(int partition, long incarnation, long next) {
    PartitionWindow window = windows.live(partition, incarnation);
    if (window != null) {
      window.passed(next);
    }
  }

  // What the protection log says.

  /** Records of the protection log were read, in its order. */
  public void logRead(List<LogEntry> entries) {
    List<Runnable> answers = new ArrayList<>();
    boolean leaseEnded = false;
    for (LogEntry entry : entries) {
      Applied applied = fold.apply(entry.record(), entry.appendedAt());
      clock.read(fold.time());
      entry.record().ifPresent(this::heard);
      if (applied instanceof Applied.Answered answered) {
        OpenAsk own = callDesk.asks().readBack(answered.ask().callId());
        if (own != null) {
          answers.add(
              () -> callDesk.answered(own, answered.verdict(), gate.current(), clock.now()));
        } else if (answered.verdict() instanceof Verdict.Refused
            && !answered.ask().worker().equals(worker)) {
          turns.otherRefused();
        }
      }
      leaseEnded |= applied instanceof Applied.Noted noted && endsLease(noted.record());
    }
    if (!entries.isEmpty()) {
      watch.logRead(clock.now());
    }
    if (!live) {
      return;
    }
    refreshGate(clock.now());
    // Answers are acted on only now, when all that was read is folded: a grant may have been
    // overtaken by a closure.
    answers.forEach(Runnable::run);
    if (leaseEnded) {
      agenda
          .takeOnLease()
          .forEach(waiting -> desk.leaseEnded(waiting, gate.current(), clock.now()));
    }
  }

  private static boolean endsLease(ProtectionRecord record) {
    return record instanceof ProtectionRecord.CallEnded
        || record instanceof ProtectionRecord.SlotFreed;
  }

  private void heard(ProtectionRecord record) {
    String writer =
        switch (record) {
          case ProtectionRecord.CallAsked asked -> asked.worker();
          case ProtectionRecord.ProbeAsked asked -> asked.worker();
          case ProtectionRecord.CallEnded ended -> ended.worker();
          case ProtectionRecord.SlotFreed freed -> freed.worker();
          case ProtectionRecord.WorkerSaid said -> said.worker();
          case ProtectionRecord.SettingsSet set -> set.worker();
          case ProtectionRecord.HostBeat beat -> worker;
          case ProtectionRecord.SwitchSet set -> worker;
          case ProtectionRecord.HostForgotten forgotten -> worker;
        };
    if (!writer.equals(worker)) {
      turns.otherHeard(fold.time());
    } else if (endsLease(record)) {
      callDesk.readBack(record.about());
    } else if (!live && caughtUp && record instanceof ProtectionRecord.WorkerSaid) {
      live = true;
      watch.live();
    }
  }

  /**
   * All that the log held at the start is folded. Decisions begin when the worker's own first word
   * is read back: only then is log time the time it is.
   *
   * @param othersRun whether other workers are in the group
   */
  public void caughtUp(boolean othersRun) {
    if (!caughtUp) {
      caughtUp = true;
      watch.started(othersRun, clock.now());
    }
  }

  // What the others answer.

  public void storeAnswered(Waiting waiting, Optional<StoredAudio> stored) {
    desk.storeAnswered(waiting, stored, gate.current(), clock.now());
  }

  /**
   * The speech host has answered, or the call failed.
   *
   * @param audioFollows whether {@code audioKept} or {@code audioLost} comes next
   * @param status the HTTP status, for its trace; 0 where no answer came
   */
  public void callAnswered(
      String callId,
      CallResult result,
      @Nullable Duration retryAfter,
      boolean audioFollows,
      int status) {
    callDesk.callAnswered(
        callId, result, retryAfter, audioFollows, status, gate.current(), clock.now());
  }

  /** The same of a host that knows no HTTP. */
  public void callAnswered(
      String callId, CallResult result, @Nullable Duration retryAfter, boolean audioFollows) {
    callAnswered(callId, result, retryAfter, audioFollows, 0);
  }

  public void audioKept(String callId, StoredAudio stored) {
    callDesk.audioKept(callId, stored, gate.current(), clock.now());
  }

  /** The audio store could not take it. */
  public void audioLost(String callId, String why) {
    watch.storeFailed(why, clock.now());
    callDesk.audioLost(callId, gate.current(), clock.now());
  }

  public void storeTested(boolean good, String why) {
    watch.storeTested(good, why, clock.now());
  }

  public void rendered(Waiting waiting, FallbackResult result) {
    desk.rendered(waiting, result, clock.now());
  }

  public void settlementEnded(SettlementResult result) {
    Instant now = clock.now();
    events.settlementEnded(result, Duration.between(settlementSentAt, now));
    settlements.ended(result, now, this::committed);
    result.batch().parts().forEach(part -> tellSpan(part.partition()));
  }

  private void tellSpan(int partition) {
    PartitionWindow window = windows.get(partition);
    if (window != null) {
      flow.spanFull(partition, window.incarnation(), window.isSpanFull());
    }
  }

  private void committed(Decided decided) {
    PartitionWindow window = windows.get(decided.partition());
    if (window != null && window.incarnation() == decided.incarnation()) {
      flow.released(
          decided.partition(), decided.incarnation(), 1, window.bytesOf(decided.offset()));
    }
    Trail trail = decided.trail();
    if (trail != null) {
      traces.settled(trail, decided, clock.now());
    }
    var outcome = decided.outcome();
    if (outcome == null) {
      events.duplicate();
    } else {
      events.settled(outcome, Duration.between(decided.appendedAt(), clock.now()));
    }
  }

  // The round.

  /**
   * Does what is due and what the last events have made possible.
   *
   * @return how long nothing happens by itself, at most
   */
  public Duration turn() {
    if (!live) {
      if (caughtUp) {
        watch.awaitFirstWord(clock.now());
      }
      return Duration.ofMillis(100);
    }
    Instant now = clock.now();
    refreshGate(now);
    callDesk.timeOut(gate.current(), now);
    if (callDesk.giveUpOverdue(gate.current(), now)) {
      watch.logUnreachable(now);
    }
    watch.turn(now);
    refreshGate(now);
    agenda.due(now).forEach(waiting -> desk.consider(waiting, gate.current(), now));
    callDesk.pump(gate.current(), now);
    settlements
        .next()
        .or(() -> settlements.ends(windows.all(), now))
        .ifPresent(batch -> {
          settlementSentAt = now;
          effects.settle(batch);
        });
    handover.look(settlements::concerns);
    events.turned(gate.current(), windows.waiting());
    return untilNext(now);
  }

  private void refreshGate(Instant now) {
    Gate current = gate.refresh(fold.gate(now));
    flow.gateClosed(stopping || !current.isOpen());
  }

  /**
   * Until the first of what comes after this turn; alarms come in any case, the rest only where it
   * lies after the turn, which has looked at all that lay before it.
   */
  private Duration untilNext(Instant turn) {
    Earliest earliest = Earliest.after(turn);
    earliest.look(turn.plus(rules.lookAgain()));
    earliest.look(fold.nextChange(turn));
    earliest.look(turns.notBefore());
    watch.dues(earliest);
    Instant first = earliest.found().orElse(turn);
    Instant alarm = agenda.nextAlarm().orElse(first);
    Duration wait = Duration.between(clock.now(), alarm.isBefore(first) ? alarm : first);
    if (callDesk.asks().hopeful() > 0) {
      wait = shorter(wait, ASKS_LOOKED_AT);
    }
    Optional<Duration> timeout = callDesk.untilNextTimeout();
    wait = timeout.isPresent() ? shorter(wait, timeout.get()) : wait;
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  // The end, and a look inside.

  /** No new calls; what is under way comes to its end. */
  public void stop() {
    stopping = true;
    callDesk.stop();
    watch.stop();
  }

  /** The last word in the log. */
  public void sayGoodbye() {
    watch.goodbye();
  }

  /** Whether no call is under way and everything that was decided is committed. */
  public boolean isDrained() {
    return callDesk.isIdle() && settlements.isEmpty();
  }

  /** Calls that the speech host has not answered yet, or whose audio is not stored yet. */
  public int openCalls() {
    return callDesk.calls().all().size();
  }

  public Gate gate() {
    return gate.current();
  }

  /** The folded log; not to be changed. */
  public ProtectionFold fold() {
    return fold;
  }

  /** Records fetched and not settled. */
  public int waiting() {
    return windows.waiting();
  }

  /** Log time now. */
  public Instant now() {
    return clock.now();
  }

  /** Whether it has caught up with the log and decides. */
  public boolean isLive() {
    return live;
  }
}
