package fm.raido.worker.fallback;

import fm.raido.worker.sound.Levelling;
import fm.raido.worker.sound.UnreadableSound;
import fm.raido.worker.sound.Wav;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A small voice in this process that needs no host. A fixed number of engines speak side by side,
 * each for one caller at a time. One that does not come back in time is left behind, thread and
 * all, and replaced; while {@link #STUCK_MAX} are left behind no more are made, so that texts which
 * hang cannot fill the process with stuck threads. One that was only slow is made good for when it
 * ends. Any number of these may live in one JVM. Safe for use by any thread.
 */
public final class LocalVoice implements AutoCloseable {
  /** The voice's name, as an outcome gives it. */
  public static final String NAME = "kevin16";

  static final int STUCK_MAX = 4;

  private final BlockingQueue<Seat> free = new LinkedBlockingQueue<>();
  private final AtomicInteger stuck = new AtomicInteger();
  private final Supplier<VoiceEngine> engines;
  private volatile boolean closed;

  /**
   * A voice that can speak so many texts at once.
   *
   * @param atOnce at least 1; each takes about 6 MB once it has spoken
   */
  public LocalVoice(int atOnce) {
    this(atOnce, FreeTtsEngine::new);
  }

  LocalVoice(int atOnce, Supplier<VoiceEngine> engines) {
    this.engines = engines;
    for (int i = 0; i < atOnce; i++) {
      free.add(new Seat(engines));
    }
  }

  /**
   * Speaks, and blocks until it has, or until the time is over.
   *
   * @param text any text; what cannot be pronounced in it is left out
   * @param speed 0.25 to 4
   * @param atMost waiting for a free engine included
   */
  public LocalSpeech speak(String text, double speed, Duration atMost) throws InterruptedException {
    String spoken = SpeakableText.of(text);
    if (spoken.isEmpty()) {
      return new LocalSpeech.NothingToSay();
    }
    long end = System.nanoTime() + atMost.toNanos();
    Seat seat = free.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
    if (seat == null) {
      return new LocalSpeech.NotSaid(
          stuck.get() > STUCK_MAX
              ? "the local voice hangs"
              : "the local voice was busy for " + atMost.toMillis() + " ms");
    }
    Job job = new Job(seat, spoken, speed);
    Thread.ofPlatform().daemon().name("local-voice").start(job);
    return job.await(end, atMost);
  }

  /** Ends the voice; what speaks now ends by itself. */
  @Override
  public void close() {
    closed = true;
    for (Seat seat = free.poll(); seat != null; seat = free.poll()) {
      seat.letGo();
    }
  }

  private void giveBack(Seat seat) {
    if (closed) {
      seat.letGo();
    } else {
      free.add(seat);
    }
  }

  /** Replaces the seat of a job that was left behind, unless too many are. */
  private void replace() {
    if (stuck.incrementAndGet() <= STUCK_MAX) {
      giveBack(new Seat(engines));
    }
  }

  /** A job that was left behind has ended after all; makes up for a seat that was not replaced. */
  private void endedLate(Seat seat) {
    seat.letGo();
    if (stuck.getAndDecrement() > STUCK_MAX) {
      giveBack(new Seat(engines));
    }
  }

  /** One text in one seat, on a thread of its own, for FreeTTS cannot be interrupted. */
  private final class Job implements Runnable {
    private final Seat seat;
    private final FutureTask<LocalSpeech> task;

    /** Set by whoever is first: the job that ends, or the caller who gives it up. */
    private final AtomicBoolean settled = new AtomicBoolean();

    Job(Seat seat, String text, double speed) {
      this.seat = seat;
      this.task = new FutureTask<>(() -> said(seat.engine(), text, speed));
    }

    @Override
    public void run() {
      task.run();
      if (task.state() == FutureTask.State.FAILED) {
        // Its state is unknown now; the next one makes a new engine.
        seat.letGo();
      }
      if (settled.compareAndSet(false, true)) {
        giveBack(seat);
      } else {
        endedLate(seat);
      }
    }

    LocalSpeech await(long end, Duration atMost) throws InterruptedException {
      try {
        return task.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        giveUp();
        return new LocalSpeech.NotSaid(
            "the local voice took longer than " + atMost.toMillis() + " ms");
      } catch (InterruptedException e) {
        giveUp();
        throw e;
      } catch (ExecutionException e) {
        return new LocalSpeech.NotSaid("the local voice failed: " + e.getCause());
      }
    }

    private void giveUp() {
      if (settled.compareAndSet(false, true)) {
        replace();
      }
    }

    private static LocalSpeech said(VoiceEngine engine, String text, double speed)
        throws UnreadableSound {
      float[] samples = engine.speak(text, speed);
      if (samples.length == 0) {
        return new LocalSpeech.NothingToSay();
      }
      return new LocalSpeech.Said(Levelling.levelled(Wav.write(engine.sampleRate(), 1, samples)));
    }
  }
}
