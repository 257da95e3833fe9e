package fm.raido.controlroom.watch;

import fm.raido.controlroom.room.ProtectionSwitch.What;
import fm.raido.controlroom.room.ProtectionSwitch.Word;
import fm.raido.controlroom.room.Timeline.Span;
import fm.raido.protection.fold.Applied;
import fm.raido.protection.fold.Ask;
import fm.raido.protection.fold.Breaker;
import fm.raido.protection.fold.HostView;
import fm.raido.protection.fold.ProtectionFold;
import fm.raido.protection.fold.Verdict;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.protection.ProtectionRecord.CallEnded;
import fm.raido.schemas.protection.ProtectionRecord.HostForgotten;
import fm.raido.schemas.protection.ProtectionRecord.SwitchSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The folded protection log, and what the fold itself forgets and an operator wants to see: its
 * last day, and who said what. For one thread at a time.
 */
final class ProtectionDiary {
  private static final int WORDS_MAX = 20;

  /** The log forgets a switch after that time. */
  private static final Duration SWITCH_LONGEST = Duration.ofDays(7);

  /** Between two records that lie closer, nothing that time alone changes is looked for. */
  private static final Duration CLOSE = Duration.ofMillis(200);

  /**
   * Changes by time alone between two records; more would only be a log that nobody wrote for days.
   */
  private static final int STEPS_MAX = 2_000;

  /** While all is well, a look is worth its time only so often; a silence begins after 15 s. */
  private static final Duration CALM_LOOK = Duration.ofSeconds(10);

  private final ProtectionFold fold = new ProtectionFold();
  private final Deque<Word> words = new ArrayDeque<>();
  private final MinuteCounts granted = new MinuteCounts();
  private final MinuteCounts failed = new MinuteCounts();
  private final SpanTrack gate = new SpanTrack();
  private final SpanTrack breaker = new SpanTrack();
  private final SpanTrack pressure = new SpanTrack();
  private Instant lookedAt = Instant.EPOCH;

  /** Whether some span is open. */
  private boolean something;

  private Optional<SwitchSet> lastSwitch = Optional.empty();

  /**
   * Applies the next record of the log.
   *
   * @param spansSince looks for spans only in what was appended after this
   */
  void apply(Optional<ProtectionRecord> record, Instant appendedAt, Instant spansSince) {
    boolean looks = appendedAt.isAfter(spansSince);
    if (looks && mayHaveChanged(appendedAt)) {
      passTo(appendedAt);
    }
    Applied applied = fold.apply(record, appendedAt);
    switch (applied) {
      case Applied.Answered(Ask _, Verdict.Granted _) -> granted.add(fold.time());
      case Applied.Answered _, Applied.Skipped _ -> {
        // Not asked of the host, or no word of this service.
      }
      case Applied.Noted(ProtectionRecord noted) -> note(noted);
    }
    if (looks && (something || record.filter(this::mayChange).isPresent())) {
      look(fold.time());
    }
  }

  /**
   * Whether time alone may have changed something since the last look. While all is well, only a
   * silence can begin by itself, 15 s after a beat.
   */
  private boolean mayHaveChanged(Instant at) {
    return something || lookedAt.plus(CALM_LOOK).isBefore(at);
  }

  /** Whether a record may begin or end a span; most of a day's records cannot. */
  private boolean mayChange(ProtectionRecord record) {
    return switch (record) {
      case ProtectionRecord.CallAsked _,
          ProtectionRecord.WorkerSaid _,
          ProtectionRecord.SlotFreed _ ->
          false;
      case ProtectionRecord.HostBeat beat -> beat.level() != PressureLevel.NORMAL;
      case CallEnded ended -> ended.result().isHostFailure() || ended.retryAfter() != null;
      case ProtectionRecord _ -> true;
    };
  }

  private void note(ProtectionRecord record) {
    Instant at = fold.time();
    switch (record) {
      case SwitchSet set -> {
        lastSwitch = Optional.of(set);
        keep(
            new Word(
                at,
                set.who(),
                set.on() ? What.ON : What.OFF,
                set.reason(),
                set.on() ? at.plus(time(set)) : null));
      }
      case HostForgotten forgotten ->
          keep(new Word(at, forgotten.who(), What.FORGET_HOST, forgotten.host(), null));
      case CallEnded ended when ended.result().isHostFailure() -> failed.add(at);
      case ProtectionRecord _ -> {
        // The fold has it.
      }
    }
  }

  private static Duration time(SwitchSet set) {
    Duration time = set.forTime();
    return time == null || time.compareTo(SWITCH_LONGEST) > 0 ? SWITCH_LONGEST : time;
  }

  private void keep(Word word) {
    words.addFirst(word);
    if (words.size() > WORDS_MAX) {
      words.removeLast();
    }
  }

  /**
   * Looks at all that time alone has changed up to then.
   *
   * @return whether a span began or ended
   */
  boolean passTo(Instant now) {
    if (lookedAt.equals(Instant.EPOCH)) {
      return look(now);
    }
    if (lookedAt.plus(CLOSE).isAfter(now)) {
      return false;
    }
    boolean changed = false;
    for (int step = 0; step < STEPS_MAX; step++) {
      Optional<Instant> next = fold.nextChange(lookedAt);
      if (next.isEmpty() || !next.get().isBefore(now)) {
        break;
      }
      changed |= look(next.get());
    }
    // Looks in any case.
    return look(now) || changed;
  }

  private boolean look(Instant at) {
    lookedAt = at;
    List<Span> closures = new ArrayList<>();
    fold.gate(at)
        .closures()
        .forEach(closure ->
            closures.add(
                new Span(closure.cause().name(), null, closure.since(), null, closure.detail())));
    List<Span> states =
        switch (fold.breaker(at)) {
          case Breaker.Closed _ -> List.of();
          case Breaker.Open open -> List.of(new Span("OPEN", null, open.since(), null, ""));
          case Breaker.HalfOpen half ->
              List.of(new Span("HALF_OPEN", null, half.since(), null, ""));
        };
    List<Span> hosts = new ArrayList<>();
    for (HostView host : fold.hosts(at)) {
      boolean strained =
          host.level() == PressureLevel.WARNING || host.level() == PressureLevel.CRITICAL;
      if (host.counts() && (host.silent() || strained)) {
        String what = host.silent() ? "SILENT" : host.level().name();
        hosts.add(new Span(what, host.host(), at, null, host.reason()));
      }
    }
    something = !closures.isEmpty() || !states.isEmpty() || !hosts.isEmpty();
    boolean changed = gate.look(at, closures);
    changed |= breaker.look(at, states);
    changed |= pressure.look(at, hosts);
    return changed;
  }

  ProtectionFold fold() {
    return fold;
  }

  /** What operators said, newest first. */
  List<Word> words() {
    return List.copyOf(words);
  }

  /** The last word on the switch. */
  Optional<SwitchSet> lastSwitch() {
    return lastSwitch;
  }

  MinuteCounts granted() {
    return granted;
  }

  MinuteCounts failed() {
    return failed;
  }

  SpanTrack gate() {
    return gate;
  }

  SpanTrack breaker() {
    return breaker;
  }

  SpanTrack pressure() {
    return pressure;
  }
}
