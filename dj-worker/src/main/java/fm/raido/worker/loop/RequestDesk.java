package fm.raido.worker.loop;

import fm.raido.protection.decision.Decision;
import fm.raido.protection.decision.DecisionTable;
import fm.raido.protection.decision.HoldCause;
import fm.raido.protection.decision.Situation;
import fm.raido.protection.fold.Ask;
import fm.raido.protection.fold.ProtectionFold;
import fm.raido.protection.fold.Refusal;
import fm.raido.protection.fold.RequestCalls;
import fm.raido.protection.fold.Verdict;
import fm.raido.protection.gate.Gate;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Audio;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.worker.audio.StoredAudio;
import fm.raido.worker.fallback.FallbackResult;
import fm.raido.worker.settlement.Decided;
import fm.raido.worker.settlement.Endings;
import fm.raido.worker.speech.SpeechOrder;
import fm.raido.worker.window.PartitionWindow;
import fm.raido.worker.window.Trail;
import fm.raido.worker.window.Waiting;
import fm.raido.worker.window.Waiting.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Decides what happens to each waiting request and sees to it: builds the situation, asks the
 * decision table, and moves the request to its next stage. For the event loop alone.
 */
final class RequestDesk {
  /** A fallback without a deadline is given so long to speak its line. */
  private static final Duration RENDER_WITHOUT_DEADLINE = Duration.ofSeconds(30);

  /** A look into the store this old is no proof that there is nothing in it. */
  private static final Duration LOOKED_LATELY = Duration.ofMillis(500);

  /** A last look into the store puts a fallback off for at most this; a look takes milliseconds. */
  private static final Duration LAST_LOOK = Duration.ofMillis(200);

  private static final String NOBODY = "";

  private final ProtectionFold fold;
  private final Windows windows;
  private final Agenda agenda;
  private final Effects effects;
  private final Endings endings;
  private final Consumer<Decided> settlements;
  private final WorkerRules rules;
  private final String worker;
  private final Function<AnnouncementRequest, SpeechOrder> orders;
  private final Renders renders = new Renders();

  RequestDesk(
      ProtectionFold fold,
      Windows windows,
      Agenda agenda,
      Effects effects,
      Endings endings,
      Consumer<Decided> settlements,
      WorkerRules rules,
      String worker,
      Function<AnnouncementRequest, SpeechOrder> orders) {
    this.fold = fold;
    this.windows = windows;
    this.agenda = agenda;
    this.effects = effects;
    this.endings = endings;
    this.settlements = settlements;
    this.rules = rules;
    this.worker = worker;
    this.orders = orders;
  }

  /** How many attempts there are is the log's to say, not this worker's. */
  private Situation.Policy policy() {
    return new Situation.Policy(
        rules.maxWait(),
        rules.airLead(),
        rules.fallback(),
        rules.templatesOnly(),
        fold.rules().orElse(rules.fold()).maxAttempts(),
        rules.lookAgain());
  }

  /**
   * When that request must be looked at again whatever else is known of it: at its lead, at its
   * deadline, and not later than everything is.
   */
  Instant latestLook(Waiting waiting, Instant now) {
    Instant latest = now.plus(rules.lookAgain());
    Instant airBy = waiting.request().airBy();
    if (airBy == null || !airBy.isAfter(now)) {
      return latest;
    }
    Instant lead = airBy.minus(rules.airLead());
    Instant next = lead.isAfter(now) ? lead : airBy;
    return next.isBefore(latest) ? next : latest;
  }

  SpeechOrder order(Waiting waiting) {
    return waiting.order(orders);
  }

  /** A request was fetched: what needs no look into the store ends at once. */
  void arrived(Waiting waiting, PartitionWindow window, Gate gate, Instant now) {
    Decision decision = decide(waiting, window, gate, false, now);
    if (decision instanceof Decision.Duplicate) {
      carryOut(waiting, decision, now);
      return;
    }
    // Before it ends: its twin may come in the same poll.
    window.waits(waiting.key(), waiting.offset());
    if (decision instanceof Decision.Expire) {
      carryOut(waiting, decision, now);
      return;
    }
    lookUp(waiting, now);
  }

  void lookUp(Waiting waiting, Instant now) {
    agenda.busy(waiting);
    waiting.moveTo(Stage.LOOKING_UP);
    agenda.wakeAt(waiting, latestLook(waiting, now));
    effects.lookUp(waiting, order(waiting));
  }

  /** The store has answered. */
  void storeAnswered(Waiting waiting, Optional<StoredAudio> stored, Gate gate, Instant now) {
    if (waiting.stage() == Stage.LOOKING_UP) {
      waiting.stored(stored.orElse(null));
      waiting.lookedUp(now);
      waiting.moveTo(Stage.HELD);
      consider(waiting, gate, now);
    }
  }

  /** A call for it has ended, here or at another worker: its audio may be in the store. */
  void leaseEnded(Waiting waiting, Gate gate, Instant now) {
    if (waiting.stage() == Stage.HELD) {
      lookUp(waiting, now);
    } else {
      consider(waiting, gate, now);
    }
  }

  /** Decides anew and carries it out. */
  void consider(Waiting waiting, Gate gate, Instant now) {
    PartitionWindow window = windows.live(waiting.partition(), waiting.incarnation());
    if (window == null) {
      agenda.forget(waiting);
    } else if (waiting.stage() == Stage.LOOKING_UP) {
      // A store that hangs must not cost a deadline.
      Decision decision = decide(waiting, window, gate, false, now);
      boolean waits =
          !(decision instanceof Decision.Expire || decision instanceof Decision.FallBack);
      carryOut(waiting, waits ? holdForStore(waiting, now) : decision, now);
    } else if (waiting.stage() != Stage.DECIDED) {
      Decision decision = decide(waiting, window, gate, false, now);
      if (mayHaveCome(waiting, decision, now)) {
        lookUp(waiting, now);
        // A store that hangs must not cost a deadline: its lead has come already.
        agenda.wakeAt(waiting, earlier(latestLook(waiting, now), now.plus(LAST_LOOK)));
      } else {
        carryOut(waiting, decision, now);
      }
    }
  }

  /**
   * Whether the audio of an attempt, made here or by another worker, may have come since the last
   * look: nothing is given up before the store was asked again.
   */
  private boolean mayHaveCome(Waiting waiting, Decision decision, Instant now) {
    boolean givesUp =
        decision instanceof Decision.FallBack
            || (decision instanceof Decision.BuryAs bury
                && (bury.reason() == DeadLetterReason.EXHAUSTED
                    || bury.reason() == DeadLetterReason.LOST));
    return givesUp
        && waiting.stage() == Stage.HELD
        && !waiting.isLookedUpSince(now.minus(LOOKED_LATELY))
        && fold.calls(waiting.key(), now).used() > 0;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private Decision.Hold holdForStore(Waiting waiting, Instant now) {
    return new Decision.Hold(latestLook(waiting, now), HoldCause.LEASE_LIVE);
  }

  /**
   * What the table says now.
   *
   * @param slotComing whether a slot is known to become free with a record that is on its way to
   *     the log
   */
  Decision decide(
      Waiting waiting, PartitionWindow window, Gate gate, boolean slotComing, Instant now) {
    Situation situation =
        new Situation(
            Optional.ofNullable(waiting.request().airBy()),
            waiting.appendedAt(),
            window.isDuplicate(waiting.key(), waiting.offset(), now),
            waiting.stored() != null,
            waiting.stage() == Stage.CALLING || waiting.stage() == Stage.ASKING,
            fold.calls(waiting.key(), now),
            gate,
            expectation(waiting, gate, slotComing, now),
            fold.medianSpoken(),
            policy());
    Decision decision = DecisionTable.decide(situation, now);
    Trail trail = waiting.trail();
    if (trail != null && decision instanceof Decision.Hold hold) {
      trail.held(hold.cause(), gate.causes());
    }
    return decision;
  }

  private Verdict expectation(Waiting waiting, Gate gate, boolean slotComing, Instant now) {
    if (!gate.isOpen()) {
      return new Verdict.Refused(Refusal.GATE_CLOSED, gate.earliestOpening(), "the gate is closed");
    }
    Verdict verdict = fold.expect(new Ask.Call(NOBODY, waiting.key(), worker), now);
    boolean onlyRoom =
        verdict instanceof Verdict.Refused refused
            && (refused.refusal() == Refusal.SLOTS_TAKEN
                || refused.refusal() == Refusal.BREAKER_AT_LIMIT);
    return slotComing && onlyRoom ? Expected.GRANT : verdict;
  }

  void carryOut(Waiting waiting, Decision decision, Instant now) {
    RequestCalls calls = fold.calls(waiting.key(), now);
    switch (decision) {
      case Decision.Duplicate duplicate -> end(waiting, endings.duplicate(waiting));
      case Decision.Expire expire ->
          end(waiting, endings.expired(waiting, expire.why(), calls.used(), now));
      case Decision.UseStored use -> useStored(waiting, calls, now);
      case Decision.FallBack fallBack -> fallBack(waiting, fallBack, now);
      case Decision.BuryAs bury ->
          end(waiting, endings.buried(waiting, bury.reason(), bury.why(), calls.used(), now));
      case Decision.Hold hold -> hold(waiting, hold, now);
      case Decision.AskToSpeak ask -> {
        agenda.ready(waiting);
        agenda.wakeAt(waiting, latestLook(waiting, now));
      }
    }
  }

  private void useStored(Waiting waiting, RequestCalls calls, Instant now) {
    StoredAudio stored = waiting.stored();
    if (stored != null) {
      end(waiting, spoken(waiting, stored, Audio.Source.STORE, calls, now));
    }
  }

  private Decided spoken(
      Waiting waiting, StoredAudio stored, Audio.Source source, RequestCalls calls, Instant now) {
    SpeechOrder order = order(waiting);
    return endings.spoken(
        waiting, order.text(), order.voice(), stored.from(source), calls.used(), now);
  }

  private void fallBack(Waiting waiting, Decision.FallBack decision, Instant now) {
    if (waiting.stage() != Stage.RENDERING) {
      agenda.busy(waiting);
      waiting.moveTo(Stage.RENDERING);
      waiting.fallbackReason(decision.why());
      renders.add(waiting);
      handOverRenders(now);
    }
    agenda.wakeAt(waiting, latestLook(waiting, now));
  }

  private void handOverRenders(Instant now) {
    for (Waiting next = renders.next(); next != null; next = renders.next()) {
      Instant airBy = next.request().airBy();
      if (next.stage() == Stage.RENDERING
          && windows.live(next.partition(), next.incarnation()) != null
          && (airBy == null || airBy.isAfter(now))) {
        effects.render(
            next, airBy == null ? RENDER_WITHOUT_DEADLINE : Duration.between(now, airBy));
      } else {
        renders.ended();
      }
    }
  }

  private void hold(Waiting waiting, Decision.Hold hold, Instant now) {
    Instant latest = latestLook(waiting, now);
    agenda.wakeAt(waiting, hold.until().isAfter(latest) ? latest : hold.until());
    if (waiting.stage() != Stage.HELD) {
      return;
    }
    switch (hold.cause()) {
      case GATE_CLOSED, NO_GRANT_TO_EXPECT -> agenda.ready(waiting);
      case LEASE_LIVE -> {
        agenda.busy(waiting);
        agenda.onLease(waiting);
      }
      case BACKING_OFF, TOO_SHORT_FOR_A_CALL, WAITING_TO_EXPIRE -> agenda.busy(waiting);
    }
  }

  /** The host's audio for it is in the store. */
  void audioKept(Waiting waiting, StoredAudio stored, Gate gate, Instant now) {
    PartitionWindow window = windows.live(waiting.partition(), waiting.incarnation());
    if (window == null || waiting.stage() != Stage.CALLING) {
      return;
    }
    Instant airBy = waiting.request().airBy();
    if (airBy != null && !now.isBefore(airBy)) {
      consider(waiting, gate, now);
    } else {
      end(
          waiting,
          spoken(waiting, stored, Audio.Source.SPEECH, fold.calls(waiting.key(), now), now));
    }
  }

  /** The fallback was rendered, or not. */
  void rendered(Waiting waiting, FallbackResult result, Instant now) {
    renders.ended();
    endRendered(waiting, result, now);
    handOverRenders(now);
  }

  private void endRendered(Waiting waiting, FallbackResult result, Instant now) {
    PartitionWindow window = windows.live(waiting.partition(), waiting.incarnation());
    if (window == null || waiting.stage() != Stage.RENDERING) {
      return;
    }
    int used = fold.calls(waiting.key(), now).used();
    Instant airBy = waiting.request().airBy();
    boolean late = airBy != null && !now.isBefore(airBy);
    switch (result) {
      case FallbackResult.Rendered rendered when late ->
          end(waiting, endings.expired(waiting, "the fallback came after the deadline", used, now));
      case FallbackResult.Rendered rendered ->
          end(
              waiting,
              endings.fallback(
                  waiting,
                  waiting.fallbackReason(),
                  rendered.text(),
                  rendered.voice(),
                  rendered.audio().from(rendered.source()),
                  used,
                  now));
      case FallbackResult.Failed failed when airBy == null ->
          end(
              waiting,
              endings.buried(
                  waiting,
                  DeadLetterReason.EXHAUSTED,
                  "the fallback failed: " + failed.why(),
                  used,
                  now));
      case FallbackResult.Failed failed ->
          end(waiting, endings.expired(waiting, "the fallback failed: " + failed.why(), used, now));
    }
  }

  private void end(Waiting waiting, Decided decided) {
    agenda.forget(waiting);
    renders.forget(waiting);
    waiting.moveTo(Stage.DECIDED);
    settlements.accept(decided);
  }
}
