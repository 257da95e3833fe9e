package fm.raido.system.simulation;

import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.system.simulation.Weather.Fault;
import fm.raido.worker.speech.SpeechOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The speech host: slower the more it has to do, and at times not well at all. */
final class SpeechHost {
  /** How it is. */
  enum Mood {
    FINE,
    SLOW,
    DEAD,
    HANGS,
    OVERLOADED;

    boolean failsAll() {
      return this == DEAD || this == HANGS || this == OVERLOADED;
    }
  }

  /** What a call came to. */
  record Answer(CallResult result, @Nullable Duration retryAfter) {}

  /** Told once, when the exchange is over. */
  interface Listener {
    void answered(Answer answer);
  }

  /** A time in which every call failed. */
  static final class Outage {
    final long from;
    final int openAtStart;
    final List<String> failed = new ArrayList<>();
    long to = Long.MAX_VALUE;

    Outage(long from, int openAtStart) {
      this.from = from;
      this.openAtStart = openAtStart;
    }
  }

  private final Simulation sim;
  private final Dice dice;
  private final List<Outage> outages = new ArrayList<>();
  private Mood mood = Mood.FINE;
  private int open;

  /** More calls at once are too many for it. */
  private int bears = Integer.MAX_VALUE;

  SpeechHost(Simulation sim, Dice dice) {
    this.sim = sim;
    this.dice = dice;
    if (sim.weather().has(Fault.HOST_FRAGILE)) {
      bears = dice.upTo(sim.most(FoldSettings::maxInFlight));
    }
  }

  List<Outage> outages() {
    return outages;
  }

  int open() {
    return open;
  }

  void mood(Mood next) {
    if (mood.failsAll() && !next.failsAll()) {
      outages.getLast().to = sim.now();
    } else if (!mood.failsAll() && next.failsAll()) {
      outages.add(new Outage(sim.now(), open));
    }
    mood = next;
    sim.trace(() -> "host is " + next);
  }

  /** It is well, and nothing is too much for it. */
  void recovers() {
    bears = Integer.MAX_VALUE;
    mood(Mood.FINE);
  }

  /** So many calls at once kill it; it is started again. */
  private void burden() {
    if (open > bears && !mood.failsAll()) {
      mood(Mood.DEAD);
      sim.timeline().in(dice.skewed(1_000, 40_000), () -> mood(Mood.FINE));
    }
  }

  void call(
      SimulatedWorker worker,
      String callId,
      SpeechOrder order,
      Duration atMost,
      Listener listener) {
    open++;
    burden();
    sim.calls().started(worker, callId, open);
    sim.trace(() -> worker.name() + " calls " + callId + " " + order.text());
    boolean roadCut = worker.isRoadCut();
    if (mood.failsAll() && !roadCut) {
      outages.getLast().failed.add(callId);
    }
    long most = atMost.toMillis();
    long takes =
        roadCut
            ? dice.between(1, 2_000)
            : switch (mood) {
              case FINE -> dice.between(100, 900) * open;
              case SLOW -> dice.between(1_000, Math.max(1_000, most + 500));
              case DEAD -> dice.chance(0.8) ? dice.between(1, 20) : 2_000;
              case HANGS -> most;
              case OVERLOADED -> dice.between(1, 100);
            };
    Mood atStart = mood;
    sim.timeline()
        .in(
            Math.min(takes, most),
            () -> {
              open--;
              Answer answer = answer(atStart, order, takes >= most, roadCut);
              sim.calls().over(callId, answer.result());
              worker.process().run(() -> listener.answered(answer));
            });
  }

  private Answer answer(Mood atStart, SpeechOrder order, boolean gaveUp, boolean roadCut) {
    if (roadCut) {
      return new Answer(CallResult.BROKEN, null);
    }
    if (gaveUp) {
      return new Answer(CallResult.TIMED_OUT, null);
    }
    if (atStart == Mood.DEAD || (mood == Mood.DEAD && atStart != Mood.OVERLOADED)) {
      return new Answer(CallResult.BROKEN, null);
    }
    if (atStart == Mood.OVERLOADED) {
      return new Answer(
          CallResult.OVERLOADED, dice.chance(0.5) ? Duration.ofSeconds(dice.between(1, 60)) : null);
    }
    if (sim.weather().has(Fault.REFUSALS) && order.text().endsWith("3")) {
      return new Answer(CallResult.UNSPEAKABLE, null);
    }
    if (sim.storms(Fault.HOST_BLIPS) && dice.chance(0.3)) {
      return new Answer(CallResult.BROKEN, null);
    }
    return new Answer(CallResult.SPOKEN, null);
  }
}
