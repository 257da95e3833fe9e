package fm.raido.system.storm;

import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.system.audit.GroupHistory;
import fm.raido.testkit.promise.Observed;
import fm.raido.testkit.promise.Observed.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The gate stays closed for three times what a consumer may stay away from its group without a
 * poll: first by the operator, and before that ends, because the speech host's agent falls silent.
 */
public final class ClosedGate implements Scene {
  private static final int REQUESTS = 50;
  private static final Duration READY = Duration.ofSeconds(60);
  private static final Duration LASTING =
      StageSettings.MAX_POLL_INTERVAL.multipliedBy(3).plusSeconds(2);
  private static final Duration OPERATORS = LASTING.minusSeconds(2);

  private final Stage stage;
  private final Mix mix;
  private Span closed = new Span("", Instant.EPOCH, Instant.EPOCH);

  public ClosedGate(Stage stage, long seed) {
    this.stage = stage;
    this.mix = new Mix(new SplittableRandom(seed), "closed-");
  }

  @Override
  public String name() {
    return "the gate stays closed, by the operator and by a silent agent";
  }

  @Override
  public void play() throws InterruptedException {
    stage.heal(Stage.WORKERS, READY);
    say(new ProtectionRecord.SwitchSet(true, "a closed gate", "prove", OPERATORS));
    beat(PressureLevel.NORMAL);
    stage.chronicle().did(Deed.OPERATOR, "protection on, for " + OPERATORS.toSeconds() + " s");
    stage.feed().flush();
    Instant from = Instant.now();
    stage.feed().pace(REQUESTS, Duration.ofSeconds(2), mix::speech);
    Stage.pause(LASTING.minusSeconds(2));
    closed = new Span("", from, Instant.now());
    beat(PressureLevel.NORMAL);
    beat(PressureLevel.GOING_AWAY);
  }

  private void beat(PressureLevel level) {
    say(new ProtectionRecord.HostBeat("kokoro", "speech-host", level, "a closed gate", false));
  }

  private void say(ProtectionRecord record) {
    stage.feed().send(new Mix.Sent(RaidoRecords.protection(record, "/prove", Instant.now()), null));
  }

  @Override
  public List<Figure> figures(Observed seen, GroupHistory group) {
    long granted =
        seen.grants().stream()
            .filter(grant -> closed.covers("", grant.at(), Duration.ZERO))
            .count();
    return List.of(
        Figure.atMost(
            "rebalances while the gate stays closed for 3 x max.poll.interval.ms",
            group.rebalances(closed.from(), closed.to()),
            0),
        Figure.atMost("grants in that time", granted, 0));
  }
}
