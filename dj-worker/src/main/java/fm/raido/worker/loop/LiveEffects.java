package fm.raido.worker.loop;

import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.worker.admission.ProtectionLogAppender;
import fm.raido.worker.admission.Stopwatch;
import fm.raido.worker.audio.AudioKey;
import fm.raido.worker.audio.AudioStore;
import fm.raido.worker.audio.StoreFailed;
import fm.raido.worker.audio.StoredAudio;
import fm.raido.worker.fallback.FallbackResult;
import fm.raido.worker.fallback.FallbackVoice;
import fm.raido.worker.settlement.Batch;
import fm.raido.worker.settlement.Settler;
import fm.raido.worker.speech.SpeechOrder;
import fm.raido.worker.speech.SpeechResult;
import fm.raido.worker.speech.SpeechSynthesizer;
import fm.raido.worker.window.Waiting;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what the core says: speech and fallback on virtual threads, looks into the store on
 * two of their own, the rest on the threads of those it hands it to. Every answer goes back to the
 * loop as an event.
 */
public final class LiveEffects implements Effects, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveEffects.class);

  private final WorkerLoop loop;
  private final ProtectionLogAppender log;
  private final Settler settler;
  private final Membership membership;
  private final SpeechSynthesizer speech;
  private final AudioStore store;
  private final FallbackVoice fallback;
  private final Stopwatch stopwatch;
  private final ExecutorService lookUps =
      Executors.newFixedThreadPool(
          2, Thread.ofPlatform().name("raido-store-", 0).daemon().factory());
  private final ExecutorService jobs =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("raido-job-", 0).factory());

  /** Being in the consumer group, and what comes with a new partition. */
  public interface Membership {
    void recover(int partition, long incarnation);

    void leave(LeaveReason why);

    void refuseToRun(String why);

    void join();
  }

  public LiveEffects(
      WorkerLoop loop,
      ProtectionLogAppender log,
      Settler settler,
      Membership membership,
      SpeechSynthesizer speech,
      AudioStore store,
      FallbackVoice fallback,
      Stopwatch stopwatch) {
    this.loop = loop;
    this.log = log;
    this.settler = settler;
    this.membership = membership;
    this.speech = speech;
    this.store = store;
    this.fallback = fallback;
    this.stopwatch = stopwatch;
  }

  @Override
  public void append(ProtectionRecord record) {
    log.append(record);
  }

  @Override
  public void lookUp(Waiting waiting, SpeechOrder order) {
    lookUps.execute(() -> {
      Optional<StoredAudio> found = find(order);
      loop.post(core -> core.storeAnswered(waiting, found));
    });
  }

  private Optional<StoredAudio> find(SpeechOrder order) {
    try {
      return store.find(AudioKey.of(order));
    } catch (StoreFailed | RuntimeException e) {
      LOG.warn("the audio store cannot be read: {}", e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void call(
      String callId,
      SpeechOrder order,
      boolean keepAudio,
      Stopwatch.Moment askedAt,
      Duration atMost) {
    jobs.execute(() -> {
      if (stopwatch.since(askedAt).compareTo(FoldSettings.GRANT_USABLE) > 0) {
        loop.post(core -> core.callAnswered(callId, CallResult.UNUSED, null, false));
        return;
      }
      try {
        answer(callId, order, keepAudio, speech.speak(callId, order, atMost));
      } catch (InterruptedException e) {
        // The worker is stopping: the lease speaks for the call from here on.
        Thread.currentThread().interrupt();
      } catch (RuntimeException | Error e) {
        // A call without an end would hold its request and a job for ever.
        LOG.error("call {} failed by a bug", callId, e);
        loop.post(core -> core.callAnswered(callId, CallResult.BROKEN, null, false));
      }
    });
  }

  private void answer(String callId, SpeechOrder order, boolean keepAudio, SpeechResult result) {
    switch (result) {
      case SpeechResult.Failed failed -> {
        LOG.warn("call {} failed: {}: {}", callId, failed.result(), failed.detail());
        loop.post(core ->
            core.callAnswered(
                callId, failed.result(), failed.retryAfter().orElse(null), false, failed.status()));
      }
      case SpeechResult.Spoken spoken -> {
        loop.post(
            core -> core.callAnswered(callId, CallResult.SPOKEN, null, keepAudio, spoken.status()));
        if (keepAudio) {
          keep(callId, order, spoken);
        }
      }
    }
  }

  private void keep(String callId, SpeechOrder order, SpeechResult.Spoken spoken) {
    try {
      StoredAudio stored = store.put(AudioKey.of(order), spoken.audio());
      loop.post(core -> core.audioKept(callId, stored));
    } catch (StoreFailed e) {
      LOG.error("the audio store cannot be written: {}", e.getMessage());
      loop.post(core -> core.audioLost(callId, String.valueOf(e.getMessage())));
    } catch (RuntimeException | Error e) {
      LOG.error("the audio of call {} could not be kept", callId, e);
      loop.post(core -> core.audioLost(callId, e.toString()));
    }
  }

  @Override
  public void render(Waiting waiting, Duration atMost) {
    AnnouncementRequest request = waiting.request();
    jobs.execute(() -> {
      FallbackResult result = fallback.render(request, atMost);
      loop.post(core -> core.rendered(waiting, result));
    });
  }

  @Override
  public void settle(Batch batch) {
    settler.settle(batch);
  }

  @Override
  public void recover(int partition, long incarnation) {
    membership.recover(partition, incarnation);
  }

  @Override
  public void testStore() {
    lookUps.execute(() -> {
      try {
        store.testWrite();
        loop.post(core -> core.storeTested(true, ""));
      } catch (StoreFailed | RuntimeException e) {
        loop.post(core -> core.storeTested(false, String.valueOf(e.getMessage())));
      }
    });
  }

  @Override
  public void leaveGroup(LeaveReason why) {
    membership.leave(why);
  }

  @Override
  public void joinGroup() {
    membership.join();
  }

  @Override
  public void refuseToRun(String why) {
    membership.refuseToRun(why);
  }

  @Override
  public void close() {
    lookUps.shutdownNow();
    jobs.shutdownNow();
  }
}
