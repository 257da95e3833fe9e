package fm.raido.controlroom.feed;

import fm.raido.controlroom.room.Room;
import fm.raido.controlroom.watch.RoomModel;
import fm.raido.schemas.wire.Json;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Paints a picture whenever something has changed, at most ten a second, and once a second in any
 * case; the first one after a calm comes at once. A picture is painted once for all readers, and
 * none while there is no reader. A reader takes the newest and never holds up another one.
 */
public final class RoomFeed implements AutoCloseable {
  /** Readers at one time; each is a virtual thread and a connection. */
  public static final int READERS_MAX = 64;

  private static final Logger LOG = LoggerFactory.getLogger(RoomFeed.class);
  private static final long APART_NANOS = Duration.ofMillis(100).toNanos();
  private static final long TICK_NANOS = Duration.ofSeconds(1).toNanos();
  private static final Duration STOP = Duration.ofSeconds(2);

  private final Supplier<Room> picture;
  private final Consumer<Runnable> changes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition painted = lock.newCondition();
  private final Thread thread =
      Thread.ofPlatform().name("raido-room-feed").daemon().unstarted(this::run);
  private boolean dirty;
  private boolean closed;
  private int readers;
  private @Nullable Frame frame;

  // Of the painting thread alone.
  private long changeCount;
  private long ticks;
  private @Nullable Room last;

  public RoomFeed(RoomModel model) {
    this(model::room, model::onChange);
  }

  /**
   * @param changes is given what is to be told of each change
   */
  RoomFeed(Supplier<Room> picture, Consumer<Runnable> changes) {
    this.picture = picture;
    this.changes = changes;
  }

  /** Begins to paint. */
  public void start() {
    changes.accept(this::markChanged);
    thread.start();
  }

  private void markChanged() {
    lock.lock();
    try {
      dirty = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Takes a reader's place; empty where there is none left. */
  public Optional<Reader> read() {
    lock.lock();
    try {
      if (closed || readers >= READERS_MAX) {
        return Optional.empty();
      }
      readers++;
      dirty = true;
      changed.signal();
      return Optional.of(new Reader());
    } finally {
      lock.unlock();
    }
  }

  /** Somebody who looks on. For one thread. */
  public final class Reader implements AutoCloseable {
    private Reader() {}

    /**
     * The newest frame, once it is newer than the one given.
     *
     * @return empty when the feed closes
     */
    public Optional<Frame> next(@Nullable Frame before) throws InterruptedException {
      lock.lock();
      try {
        while (!closed) {
          Frame now = frame;
          if (now != null && (before == null || isNewer(now, before))) {
            return Optional.of(now);
          }
          painted.await();
        }
        return Optional.empty();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        readers--;
        if (readers == 0) {
          // The next reader must not be shown what was painted for the last one.
          frame = null;
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private static boolean isNewer(Frame now, Frame before) {
    return now.changes() > before.changes() || now.ticks() > before.ticks();
  }

  private void run() {
    long paintedAt = System.nanoTime() - TICK_NANOS;
    long tickedAt = paintedAt;
    boolean failing = false;
    try {
      while (awaitWork(paintedAt, tickedAt)) {
        paintedAt = System.nanoTime();
        boolean tick = paintedAt - tickedAt >= TICK_NANOS;
        tickedAt = tick ? paintedAt : tickedAt;
        try {
          paint(tick);
          failing = false;
        } catch (RuntimeException e) {
          // One picture that cannot be painted must not be the last one: the next may.
          if (!failing) {
            LOG.error("Control room: a fault of this program; the page gets no picture now", e);
          }
          failing = true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void paint(boolean tick) {
    Room room = picture.get();
    Room before = last;
    if (tick) {
      ticks++;
    }
    if (before == null || !room.showsTheSameAs(before)) {
      changeCount++;
    }
    Frame next =
        new Frame(
            changeCount,
            ticks,
            Json.MAPPER.writeValueAsString(room),
            Json.MAPPER.writeValueAsString(new Tick(room.at(), room.onAir(), room.sentence())));
    last = room;
    lock.lock();
    try {
      frame = readers == 0 ? null : next;
      painted.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is something to paint, and somebody to paint for; no when it closes. */
  private boolean awaitWork(long paintedAt, long tickedAt) throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        long now = System.nanoTime();
        long toPaint = APART_NANOS - (now - paintedAt);
        long toTick = TICK_NANOS - (now - tickedAt);
        if (readers > 0 && (toTick <= 0 || (dirty && toPaint <= 0))) {
          dirty = false;
          return true;
        }
        if (readers == 0) {
          changed.await();
        } else {
          changed.await(dirty ? Math.min(toPaint, toTick) : toTick, TimeUnit.NANOSECONDS);
        }
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Ends every reader. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      painted.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
