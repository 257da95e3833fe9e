package fm.raido.controlroom.watch;

import fm.raido.controlroom.room.BreakerState;
import fm.raido.controlroom.room.Cause;
import fm.raido.controlroom.room.InForce;
import fm.raido.controlroom.room.Letters;
import fm.raido.controlroom.room.ProtectionSwitch;
import fm.raido.controlroom.room.RateBudget;
import fm.raido.controlroom.room.Room;
import fm.raido.controlroom.room.RunningCall;
import fm.raido.controlroom.room.Sentence;
import fm.raido.controlroom.room.SpeechHost;
import fm.raido.controlroom.room.WorkerState;
import fm.raido.protection.fold.Breaker;
import fm.raido.protection.fold.EndedCall;
import fm.raido.protection.fold.Lease;
import fm.raido.protection.fold.ProtectionFold;
import fm.raido.protection.fold.Ramp;
import fm.raido.protection.gate.Closure;
import fm.raido.protection.gate.Gate;
import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord.SwitchSet;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Paints the picture of one moment out of what was read. Changes nothing. */
final class RoomPainter {
  private final RoomState state;
  private final ProtectionFold fold;
  private final Instant now;

  /** The moment of the log that is painted: the present, or the last that is known. */
  private final Instant at;

  private final Gate gate;
  private final Breaker breaker;

  private RoomPainter(RoomState state, Instant now) {
    this.state = state;
    this.fold = state.diary.fold();
    this.now = now.isBefore(fold.time()) ? fold.time() : now;
    // That nothing is read is no silence of a host's: what is old is painted as it was.
    Instant known = state.logKnownTo(this.now);
    this.at = known.isBefore(fold.time()) ? fold.time() : known;
    this.gate = fold.gate(at);
    this.breaker = fold.breaker(at);
  }

  static Room paint(RoomState state, BacklogPainter backlog, ZoneId zone, Instant now) {
    Room room = new RoomPainter(state, now).room(backlog);
    return room.spokenAt(room.at(), Sentence.of(room, zone));
  }

  private Room room(BacklogPainter backlog) {
    List<WorkerState> workers = WorkersPainter.workers(fold, state.group, at);
    List<Cause> causes = causes(workers);
    Map<String, Set<GateCause>> own = new HashMap<>();
    workers.forEach(worker -> own.put(worker.worker(), Set.copyOf(worker.causes())));
    return new Room(
        now,
        state.isLoaded(),
        state.oldSince(),
        state.unreadTopics(),
        causes.isEmpty(),
        "",
        causes,
        breakerState(),
        rate(),
        fold.leases(at).stream().map(RoomPainter::call).toList(),
        hosts(),
        backlog.backlog(state, sharedCauses(), own, opensAt(causes)),
        state.outcomes.latest(),
        letters(),
        protection(),
        workers,
        inForce());
  }

  private List<Cause> causes(List<WorkerState> workers) {
    List<Cause> causes = new ArrayList<>();
    if (fold.isUnreadable()) {
      causes.add(
          new Cause(
              Cause.Kind.LOG_UNREADABLE,
              fold.settingsAt().orElse(null),
              null,
              "the protection log follows newer rules than this program knows"));
    } else if (fold.settings().isEmpty()) {
      causes.add(
          new Cause(Cause.Kind.NO_SETTINGS, null, null, "no worker has written its settings yet"));
    }
    for (Closure closure : gate.closures()) {
      causes.add(
          new Cause(
              Cause.Kind.valueOf(closure.cause().name()),
              closure.since(),
              closure.until().orElse(null),
              closure.detail()));
    }
    if (breaker instanceof Breaker.HalfOpen half) {
      causes.add(
          new Cause(
              Cause.Kind.HALF_OPEN,
              half.since(),
              null,
              half.probe()
                  .map(lease -> "one probe is on its way, by " + lease.worker())
                  .orElse("one probe must succeed first")));
    }
    addWorkers(workers, causes);
    causes.sort(Comparator.comparing(Cause::cause));
    return causes;
  }

  private void addWorkers(List<WorkerState> workers, List<Cause> causes) {
    List<WorkerState> members = workers.stream().filter(WorkerState::inGroup).toList();
    if (members.isEmpty()) {
      boolean known = state.group != null && fold.settings().isPresent();
      if (known) {
        causes.add(
            new Cause(Cause.Kind.NO_WORKER, null, null, "the workers' group has no members"));
      }
    } else if (members.stream().noneMatch(worker -> worker.causes().isEmpty())) {
      causes.add(
          new Cause(Cause.Kind.WORKERS_QUIET, null, null, "every worker has a reason of its own"));
    }
  }

  /** What pauses the partitions of every worker, by the names of the log. */
  private List<String> sharedCauses() {
    List<String> names = new ArrayList<>();
    gate.closures().forEach(closure -> names.add(closure.cause().name()));
    if (breaker instanceof Breaker.HalfOpen) {
      names.add(Cause.Kind.HALF_OPEN.name());
    }
    return names;
  }

  /** The latest of the known ends; empty where some cause has none. */
  private static Optional<Instant> opensAt(List<Cause> causes) {
    return causes.stream().anyMatch(cause -> cause.until() == null)
        ? Optional.empty()
        : causes.stream()
            .map(cause -> java.util.Objects.requireNonNull(cause.until()))
            .max(Comparator.naturalOrder());
  }

  private BreakerState breakerState() {
    Integer limit = fold.rules().map(FoldSettings::breakerFailures).orElse(null);
    List<BreakerState.Ended> calls = fold.recentCalls().stream().map(RoomPainter::ended).toList();
    return switch (breaker) {
      case Breaker.Closed closed ->
          new BreakerState(
              BreakerState.State.CLOSED, closed.failures().size(), limit, null, null, null, calls);
      case Breaker.Open open ->
          new BreakerState(
              BreakerState.State.OPEN, 0, limit, open.since(), open.until(), null, calls);
      case Breaker.HalfOpen half ->
          new BreakerState(
              BreakerState.State.HALF_OPEN,
              0,
              limit,
              half.since(),
              null,
              half.probe().map(RoomPainter::call).orElse(null),
              calls);
    };
  }

  private RateBudget rate() {
    int limit = fold.perMinute(at);
    int used = fold.grantsInLastMinute(at);
    Optional<FoldSettings> rules = fold.rules();
    boolean halved =
        fold.hosts(at).stream()
            .anyMatch(
                host -> host.counts() && !host.silent() && host.level() == PressureLevel.WARNING);
    return new RateBudget(
        used,
        limit,
        rules.map(FoldSettings::maxPerMinute).orElse(null),
        Math.max(0, limit - used),
        fold.inFlight(at),
        rules.map(FoldSettings::maxInFlight).orElse(null),
        halved,
        ramp(rules));
  }

  private RateBudget.@Nullable Ramping ramp(Optional<FoldSettings> rules) {
    if (rules.isEmpty()
        || !(breaker instanceof Breaker.Closed closed)
        || closed.rampSince().isEmpty()) {
      return null;
    }
    Ramp ramp = new Ramp(closed.rampSince().get(), rules.get().rampStep());
    List<Instant> ahead = ramp.steps().filter(step -> step.isAfter(at)).toList();
    return ahead.isEmpty()
        ? null
        : new RateBudget.Ramping(ramp.percent(at), ramp.start(), ahead.getFirst(), ahead.getLast());
  }

  private List<SpeechHost> hosts() {
    return fold.hosts(at).stream()
        .filter(host -> host.level() != PressureLevel.GOING_AWAY || host.closedUntil().isPresent())
        .map(host -> HostPainter.host(host, state.pulses.get(host.host())))
        .sorted(Comparator.comparing(SpeechHost::host).thenComparing(SpeechHost::service))
        .toList();
  }

  /** While they are read there are at least so many. */
  private Letters letters() {
    Letters known = state.letters.groups();
    return state.lettersRead ? known : new Letters(known.total(), true, known.groups());
  }

  private ProtectionSwitch protection() {
    Optional<Closure> on =
        gate.closures().stream().filter(c -> c.cause() == GateCause.OPERATOR).findFirst();
    Optional<SwitchSet> set = on.flatMap(_ -> state.diary.lastSwitch());
    return new ProtectionSwitch(
        on.isPresent(),
        set.map(SwitchSet::who).orElse(null),
        set.map(SwitchSet::reason).orElse(null),
        on.map(Closure::since).orElse(null),
        on.flatMap(Closure::until).orElse(null),
        state.diary.words());
  }

  private @Nullable InForce inForce() {
    return fold.settings()
        .map(set ->
            new InForce(
                set.revision(),
                set.foldVersion(),
                set.worker(),
                fold.settingsAt().orElse(at),
                fold.rules().map(SettingTexts::of).orElse(Map.of())))
        .orElse(null);
  }

  private static RunningCall call(Lease lease) {
    return new RunningCall(
        lease.callId(),
        lease.worker(),
        lease.request().map(PassKey::toString).orElse(null),
        lease.grantedAt(),
        lease.expiresAt(),
        lease.timedOut());
  }

  private static BreakerState.Ended ended(EndedCall call) {
    return new BreakerState.Ended(
        call.callId(),
        call.worker(),
        call.request().map(PassKey::toString).orElse(null),
        call.result(),
        call.result().isHostFailure(),
        // Saturates: a worker may say anything.
        TimeUnit.MILLISECONDS.convert(call.took()),
        call.at());
  }
}
