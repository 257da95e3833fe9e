package fm.raido.agent.rehearse;

import fm.raido.agent.rehearse.Rehearsal.Step;
import fm.raido.protection.fold.HostView;
import fm.raido.protection.fold.ProtectionFold;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.topic.TopicsNotReady;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;

/**
 * Plays it: says what {@link Rehearsal} decides, and tells what comes of it, as the log has it. In
 * the caller's thread; {@link #stop()} may come from any.
 */
public final class Rehearse {
  private static final Duration POLL = Duration.ofMillis(50);

  /**
   * An agent beats every 5 s: one whose clock seems to lag is given a beat's time, and a little.
   */
  private static final Duration ONE_BEAT = Duration.ofSeconds(6);

  private static final long STOP_MAX_SECONDS = 4;

  private final Script script;
  private final KafkaConnection kafka;
  private final Clock clock;
  private final PrintWriter out;
  private final PrintWriter err;
  private final LogSeen seen;
  private final CountDownLatch ended = new CountDownLatch(1);
  private long begun = System.nanoTime();
  private boolean playing;
  private volatile boolean stopping;

  /**
   * @param out what happens
   * @param err why it could not go on
   */
  public Rehearse(
      Script script, KafkaConnection kafka, Clock clock, PrintWriter out, PrintWriter err) {
    this.script = script;
    this.kafka = kafka;
    this.clock = clock;
    this.out = out;
    this.err = err;
    this.seen = new LogSeen(script.service(), script.host());
  }

  /** Runs to its end; whether it could be played for its time. */
  public boolean run() {
    try (RehearsalLog log = new RehearsalLog(kafka, script.host(), clock)) {
      log.catchUp(seen);
      awaitAgent(log);
      Optional<String> effect = Audience.objection(fold(), script.service(), script.host());
      if (effect.isPresent()) {
        return refused(effect.get());
      }
      Rehearsal rehearsal = new Rehearsal(script, cooldown());
      Optional<String> objection = rehearsal.objection(seen.agent(), log.now());
      return objection.isPresent() ? refused(objection.get()) : play(log, rehearsal);
    } catch (CannotRehearse | TopicsNotReady e) {
      return refused(String.valueOf(e.getMessage()));
    } catch (KafkaException e) {
      return refused("the brokers at %s cannot be used: %s".formatted(kafka, e));
    } finally {
      ended.countDown();
    }
  }

  /** Ends it as if its time were over, and waits for that. */
  public void stop() {
    stopping = true;
    try {
      var _ = ended.await(STOP_MAX_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** This machine's clock need not be the brokers': who seems silent may have a beat on its way. */
  private void awaitAgent(RehearsalLog log) {
    long until = System.nanoTime() + ONE_BEAT.toNanos();
    while (seen.agent().life(log.now()) == OwnAgent.Life.SILENT
        && System.nanoTime() - until < 0
        && !stopping) {
      log.poll(seen, POLL);
    }
  }

  private boolean play(RehearsalLog log, Rehearsal rehearsal) {
    begun = System.nanoTime();
    playing = true;
    say(
        "rehearsing %s on host %s, speech service %s, for %s; %s"
            .formatted(
                name(script.level()),
                script.host(),
                script.service(),
                script.time().toSeconds() + " s",
                seen.agent().life(log.now()) == OwnAgent.Life.ALIVE
                    ? "its agent beats beside it"
                    : "no agent of it is heard"));
    Happenings happenings = new Happenings(fold(), log.now());
    long saidAt = 0;
    boolean said = false;
    while (true) {
      long nanos = System.nanoTime();
      Step step =
          stopping
              ? rehearsal.end(seen.agent(), log.now(), "it was stopped")
              : rehearsal.next(
                  seen.agent(),
                  log.now(),
                  Duration.ofNanos(nanos - begun),
                  said ? Duration.ofNanos(nanos - saidAt) : null,
                  seen.last());
      switch (step) {
        case Step.Wait() -> {}
        case Step.Say(var records) -> {
          log.append(records);
          said = true;
          saidAt = System.nanoTime();
        }
        case Step.End end -> {
          return end(log, end, happenings);
        }
      }
      log.poll(seen, POLL);
      happenings.since(fold(), log.now()).forEach(this::say);
    }
  }

  private boolean end(RehearsalLog log, Step.End end, Happenings happenings) {
    log.append(end.records());
    // What was said last is read back, so that what is told of the end is what the log says.
    long until = System.nanoTime() + Rehearsal.READ_BACK.toNanos();
    while (System.nanoTime() - until < 0) {
      log.poll(seen, POLL);
    }
    happenings.since(fold(), log.now()).forEach(this::say);
    say(end.early().isEmpty() ? "the rehearsal is over" : "the rehearsal ends: " + end.early());
    say(afterwards(end, log.now()));
    return end.early().isEmpty();
  }

  private String afterwards(Step.End end, Instant now) {
    if (end.lifted()) {
      return "the protection is lifted (host forgotten, %s); the rate rises in steps"
          .formatted(script.words());
    }
    Optional<Instant> until =
        fold().hosts(now).stream()
            .filter(host -> host.host().equals(script.host()))
            .filter(host -> host.service().equals(script.service()))
            .map(HostView::closedUntil)
            .flatMap(Optional::stream)
            .findFirst();
    String notLifted = script.lift() ? "not lifted, for the host's own pressure counts: " : "";
    return until
        .map(closed ->
            "%sprotection lasts until %s (%s s after the last critical beat); then the rate rises in steps"
                .formatted(notLifted, Happenings.time(closed), cooldown().toSeconds()))
        .orElse("nothing of it is left: limits are as the host's own agent has them");
  }

  private ProtectionFold fold() {
    return seen.fold();
  }

  private Duration cooldown() {
    return fold().rules().orElseThrow().protectionCooldown();
  }

  private boolean refused(String why) {
    err.println("raido agent: " + why);
    if (playing) {
      err.println("raido agent: what was said before stands; `raido status` says until when");
    }
    err.flush();
    return false;
  }

  private void say(String line) {
    double seconds = (System.nanoTime() - begun) / 1e9;
    out.println(String.format(Locale.ROOT, "%7.2f s  %s", seconds, line));
    out.flush();
  }

  private static String name(PressureLevel level) {
    return level.name().toLowerCase(Locale.ROOT);
  }
}
