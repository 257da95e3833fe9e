package fm.raido.system.simulation;

import fm.raido.schemas.announcement.Audio;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.protection.ProtectionRecord.CallEnded;
import fm.raido.schemas.protection.ProtectionRecord.SlotFreed;
import fm.raido.schemas.settings.RaidoSettings.AudioFormat;
import fm.raido.system.simulation.Weather.Fault;
import fm.raido.worker.admission.Stopwatch;
import fm.raido.worker.audio.StoredAudio;
import fm.raido.worker.fallback.FallbackResult;
import fm.raido.worker.loop.Effects;
import fm.raido.worker.settlement.Batch;
import fm.raido.worker.speech.SpeechOrder;
import fm.raido.worker.window.Waiting;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a core has done, done in invented time. */
final class SimulatedEffects implements Effects {
  private final Simulation sim;
  private final SimulatedWorker worker;
  private final Dice dice;

  /** Asks that a planted bug keeps back. */
  private final Map<String, ProtectionRecord> keptBack = new HashMap<>();

  SimulatedEffects(Simulation sim, SimulatedWorker worker, Dice dice) {
    this.sim = sim;
    this.worker = worker;
    this.dice = dice;
  }

  @Override
  public void append(ProtectionRecord record) {
    sim.trace(() -> worker.name() + " appends " + record);
    sim.calls().sent(worker, record);
    boolean isAsk = record instanceof ProtectionRecord.CallAsked;
    switch (sim.bug()) {
      case GRANT_WITHOUT_THE_LOG -> {
        send(record);
        if (isAsk) {
          worker.bent().takeForGranted(record, worker);
        }
      }
      case ATTEMPT_COUNTED_AFTER_THE_CALL -> {
        if (isAsk) {
          keptBack.put(record.about(), record);
          worker.bent().takeForGranted(record, worker);
          return;
        }
        ProtectionRecord ask =
            record instanceof CallEnded ended ? keptBack.remove(ended.callId()) : null;
        if (ask != null) {
          send(ask);
        }
        send(record);
      }
      case TIMED_OUT_CALL_FREES_ITS_SLOT -> {
        send(record);
        if (record instanceof CallEnded ended && ended.result() == CallResult.TIMED_OUT) {
          send(new SlotFreed(ended.callId(), worker.name()));
        }
      }
      case FAILURES_ARE_NOT_TOLD -> {
        if (!(record instanceof CallEnded ended && ended.result().isHostFailure())) {
          send(record);
        }
      }
      case FAILURE_IS_TOLD_AS_REFUSAL ->
          send(
              record instanceof CallEnded ended && ended.result().isHostFailure()
                  ? new CallEnded(
                      ended.callId(),
                      ended.worker(),
                      CallResult.UNSPEAKABLE,
                      ended.took(),
                      ended.retryAfter())
                  : record);
      default -> send(record);
    }
  }

  private void send(ProtectionRecord record) {
    worker.process().in(0, () -> sim.log().send(worker.name(), Optional.of(record)));
  }

  @Override
  public void lookUp(Waiting waiting, SpeechOrder order) {
    sim.trace(() -> worker.name() + " looks for the audio of " + waiting);
    worker
        .process()
        .in(
            sim.store().takes(),
            () -> {
              Optional<StoredAudio> found = sim.store().find(order);
              worker.post(core -> core.storeAnswered(waiting, found));
            });
  }

  @Override
  public void call(
      String callId,
      SpeechOrder order,
      boolean keepAudio,
      Stopwatch.Moment askedAt,
      Duration atMost) {
    sim.calls().dispatched(worker, callId, order);
    long late = sim.storms(Fault.JOB_LATE) && dice.chance(0.15) ? dice.upTo(4_000) : 0;
    worker
        .process()
        .in(
            late,
            () -> {
              boolean stale =
                  worker.clocks().since(askedAt).compareTo(FoldSettings.GRANT_USABLE) > 0;
              if (stale && sim.bug() != PlantedBug.OLD_GRANT_IS_USED) {
                worker.post(core -> core.callAnswered(callId, CallResult.UNUSED, null, false));
              } else {
                sim.host()
                    .call(
                        worker,
                        callId,
                        order,
                        atMost,
                        answer -> answered(callId, order, keepAudio, answer));
              }
            });
  }

  private void answered(
      String callId, SpeechOrder order, boolean keepAudio, SpeechHost.Answer answer) {
    boolean keeps = keepAudio && answer.result() == CallResult.SPOKEN;
    worker.post(core -> core.callAnswered(callId, answer.result(), answer.retryAfter(), keeps));
    if (keeps) {
      worker
          .process()
          .in(
              sim.store().takes(),
              () -> {
                if (sim.store().isFailing()) {
                  worker.post(core -> core.audioLost(callId, "no space left"));
                } else {
                  StoredAudio audio = sim.store().put(order);
                  worker.post(core -> core.audioKept(callId, audio));
                }
              });
    }
  }

  @Override
  public void render(Waiting waiting, Duration atMost) {
    sim.trace(() -> worker.name() + " renders " + waiting);
    boolean fails = sim.weather().has(Fault.RENDER_FAILS) && dice.chance(0.3);
    FallbackResult result =
        fails
            ? new FallbackResult.Failed("nothing to say")
            : new FallbackResult.Rendered(
                "words",
                "local",
                new StoredAudio("local.wav", AudioFormat.WAV, 1, Duration.ofSeconds(1)),
                Audio.Source.LOCAL_VOICE);
    long takes =
        sim.bug() == PlantedBug.FALLBACK_STANDS_IN_LINE ? Long.MAX_VALUE : dice.between(5, 60);
    worker
        .process()
        .in(
            Math.min(takes, atMost.toMillis()),
            () -> worker.post(core -> core.rendered(waiting, result)));
  }

  @Override
  public void settle(Batch batch) {
    worker.settler().settle(batch);
  }

  @Override
  public void recover(int partition, long incarnation) {
    worker.consumer().recover(partition, incarnation);
  }

  @Override
  public void testStore() {
    worker
        .process()
        .in(
            sim.store().takes(),
            () -> {
              boolean good = !sim.store().isFailing();
              worker.post(core -> core.storeTested(good, good ? "" : "no space left"));
            });
  }

  @Override
  public void joinGroup() {
    worker.consumer().join();
  }

  @Override
  public void leaveGroup(LeaveReason why) {
    sim.trace(() -> worker.name() + " leaves: " + why);
    worker.consumer().leave(why);
  }

  @Override
  public void refuseToRun(String why) {
    sim.trace(() -> worker.name() + " refuses to run: " + why);
    if (!sim.weather().has(Fault.OTHER_STORE)) {
      throw new BrokenPromise("L1", worker.name() + " refuses to run: " + why);
    }
    worker.refuses();
  }
}
