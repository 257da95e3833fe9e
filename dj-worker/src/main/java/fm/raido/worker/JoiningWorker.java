package fm.raido.worker;

import fm.raido.worker.admission.ProtectionLogTail;
import fm.raido.worker.fallback.LocalSpeech;
import fm.raido.worker.fallback.LocalVoice;
import fm.raido.worker.intake.GroupMembership;
import fm.raido.worker.loop.LogEntry;
import fm.raido.worker.loop.WorkerLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands what the tail reads to the loop, and has the worker take part once both are so: the log is
 * folded, and the worker was started.
 */
final class JoiningWorker implements ProtectionLogTail.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(JoiningWorker.class);
  private static final String VOICE_TEST = "One, two.";
  private static final Duration VOICE_TEST_TIME = Duration.ofSeconds(20);
  private static final int MEMBERS_TRIES = 3;

  private final String id;
  private final String store;
  private final WorkerLoop loop;
  private final GroupMembership membership;
  private final LocalVoice localVoice;
  private final Consumer<String> fatal;
  private final CompletableFuture<Boolean> takesPart = new CompletableFuture<>();
  private volatile boolean ended;

  /**
   * @param store the mark of this worker's audio store
   * @param fatal told when the worker cannot go on
   */
  JoiningWorker(
      String id,
      String store,
      WorkerLoop loop,
      GroupMembership membership,
      LocalVoice localVoice,
      Consumer<String> fatal) {
    this.id = id;
    this.store = store;
    this.loop = loop;
    this.membership = membership;
    this.localVoice = localVoice;
    this.fatal = fatal;
  }

  /** The worker was started. */
  void start() {
    takesPart.complete(true);
  }

  /**
   * It takes no part from now on.
   *
   * @return whether it was started before
   */
  boolean end() {
    ended = true;
    return !takesPart.complete(false) && takesPart.getNow(false);
  }

  @Override
  public void read(List<LogEntry> entries, Runnable workedOff) {
    loop.post(itsCore -> {
      itsCore.logRead(entries);
      workedOff.run();
    });
  }

  @Override
  public void caughtUp() {
    LOG.info("worker {} has folded the protection log", id);
    var _ = takesPart.thenAcceptAsync(this::takePart, Thread::startVirtualThread);
  }

  @Override
  public void broken(String why) {
    fatal.accept(why);
  }

  private void takePart(boolean really) {
    if (!really) {
      return; // It was closed before it was started.
    }
    try {
      boolean othersRun = isOfAnotherStore() && othersRun();
      loop.post(itsCore -> itsCore.caughtUp(othersRun));
      warmUpVoice();
    } catch (RuntimeException e) {
      broken("who else is in the group cannot be found out: " + e);
    }
  }

  /** Only then it matters who else runs, and finding that out takes a while. */
  private boolean isOfAnotherStore() {
    return loop.answer(itsCore ->
            itsCore
                .fold()
                .settings()
                .filter(set -> !set.settings().store().equals(store))
                .isPresent())
        .orElse(true);
  }

  /** Where it cannot be told, others are taken to run: then a wrong store is refused. */
  private boolean othersRun() {
    int members = membership.members();
    for (int tries = 1; members < 0 && tries < MEMBERS_TRIES && !ended; tries++) {
      members = membership.members();
    }
    // Only who is alive has a say in which store it is.
    return members > 0 ? membership.membersThatLive() != 0 : members != 0;
  }

  /** The first line of a voice takes seconds on a busy machine, and a deadline may hang on it. */
  private void warmUpVoice() {
    try {
      if (localVoice.speak(VOICE_TEST, 1.0, VOICE_TEST_TIME)
          instanceof LocalSpeech.NotSaid failed) {
        LOG.warn("the local voice for fallbacks does not speak: {}", failed.why());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
