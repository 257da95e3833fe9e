package fm.raido.system.network;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What one direction of a connection has read and not yet delivered, in order: the place where a
 * link's state works. One thread puts, one takes, any may change the state.
 *
 * <pre>
 *   put: HEALTHY, DELAYED, HALF_OPEN => held; waits while full
 *        BLACK_HOLE                  => swallowed
 *   take: HEALTHY                    => the first, as soon as there is one
 *         DELAYED                    => the first, once it is old enough
 *         HALF_OPEN, this way        => nothing, until the state changes
 *   become: to BLACK_HOLE            => what is held is swallowed
 * </pre>
 */
final class HeldPieces {
  /** Held while it is only on its way: 200 ms at 80 MB/s. */
  private static final int DELAYED_BYTES = 16 << 20;

  /** Held in a stall: what two socket buffers of a real one may hold. */
  private static final int STALLED_BYTES = 1 << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Piece> pieces = new ArrayDeque<>();
  private final Direction direction;
  private final Tally tally;
  private LinkState state;
  private long bytes;
  private boolean ended;
  private boolean broken;
  private boolean holed;
  private boolean closed;

  HeldPieces(Direction direction, LinkState state, Tally tally) {
    this.direction = direction;
    this.state = state;
    this.tally = tally;
  }

  /** Takes a piece over, waiting for room; after an end only a break is taken, after it nothing. */
  void put(Piece piece) throws InterruptedException {
    lock.lock();
    try {
      while (piece instanceof Piece.Bytes && bytes >= room() && !closed) {
        changed.await();
      }
      if (closed || broken || (ended && !(piece instanceof Piece.Broken))) {
        return;
      }
      if (state instanceof LinkState.BlackHole) {
        swallow(piece);
        return;
      }
      pieces.addLast(piece);
      bytes += size(piece);
      ended |= piece instanceof Piece.End;
      broken = piece instanceof Piece.Broken;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The next piece when its time has come; null when the connection is closed. */
  @Nullable Piece take() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        Piece first = pieces.peekFirst();
        long wait = first == null ? Long.MAX_VALUE : waitNanos(first);
        if (first != null && wait <= 0) {
          pieces.removeFirst();
          bytes -= size(first);
          changed.signalAll();
          return first;
        }
        if (wait == Long.MAX_VALUE) {
          changed.await();
        } else {
          var _ = changed.awaitNanos(wait);
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  void become(LinkState next) {
    lock.lock();
    try {
      state = next;
      if (next instanceof LinkState.BlackHole) {
        pieces.forEach(this::swallow);
        pieces.clear();
        bytes = 0;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether something sent has been swallowed, so that this is no stream any more. */
  boolean holed() {
    lock.lock();
    try {
      return holed;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      pieces.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void swallow(Piece piece) {
    holed = true;
    tally.swallowed.add(size(piece));
  }

  /** How long the piece still has to wait; the largest number if only a change can free it. */
  private long waitNanos(Piece piece) {
    return switch (state) {
      case LinkState.Healthy _ -> 0;
      case LinkState.Delayed(Duration eachWay) ->
          eachWay.toNanos() - (System.nanoTime() - piece.arrived());
      case LinkState.HalfOpen(Direction stalled) -> stalled == direction ? Long.MAX_VALUE : 0;
      case LinkState.Cut _, LinkState.Resetting _, LinkState.BlackHole _ -> Long.MAX_VALUE;
    };
  }

  private long room() {
    return switch (state) {
      case LinkState.Healthy _, LinkState.HalfOpen _ -> STALLED_BYTES;
      case LinkState.Delayed _ -> DELAYED_BYTES;
      case LinkState.Cut _, LinkState.Resetting _, LinkState.BlackHole _ -> Long.MAX_VALUE;
    };
  }

  private static int size(Piece piece) {
    return piece instanceof Piece.Bytes(byte[] content, long _) ? content.length : 0;
  }
}
