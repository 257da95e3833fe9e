package fm.raido.worker.intake;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much may come in. The consumer thread adds what it hands on, the event loop takes away what
 * it has settled, and before every poll the consumer thread asks which partitions are to be paused:
 * a level, not a command, so that no pause can get lost or stuck. Safe for both threads.
 */
public final class Flow {
  /** Most unsettled records of a partition. */
  public static final int RECORDS_MAX = 8_000;

  /** Most bytes of a partition's unsettled records, counted with {@link #OVERHEAD}. */
  static final long BYTES_MAX = 8L << 20;

  /** Most bytes over all partitions. */
  static final long WORKER_BYTES_MAX = 32L << 20;

  /**
   * What a parsed record takes in memory beside its bytes (measured: about 600 B for a request
   * without text).
   */
  static final int OVERHEAD = 700;

  /** One more poll always fits: {@code max.poll.records}. */
  public static final int POLL_RECORDS = 500;

  /** One more poll always fits: {@code max.partition.fetch.bytes}. */
  static final long POLL_BYTES = 1L << 20;

  private final Map<Integer, Room> rooms = new ConcurrentHashMap<>();
  private final AtomicLong allBytes = new AtomicLong();
  private volatile boolean gateClosed = true;

  /** What one assigned partition holds. */
  private static final class Room {
    final long incarnation;
    final AtomicInteger records = new AtomicInteger();
    final AtomicLong bytes = new AtomicLong();
    volatile boolean recovered;
    volatile boolean spanFull;

    Room(long incarnation) {
      this.incarnation = incarnation;
    }

    boolean isFull() {
      return spanFull
          || records.get() > RECORDS_MAX - POLL_RECORDS
          || bytes.get() > BYTES_MAX - POLL_BYTES;
    }
  }

  /** Why a partition is paused, the strongest reason first. */
  public enum Pause {
    NONE,
    RECOVERING,
    WINDOW_FULL,
    GATE_CLOSED
  }

  /** What a record counts for in the bounds. */
  public static int bytes(int serializedSize) {
    return serializedSize + OVERHEAD;
  }

  /** A partition was assigned: nothing may come before it is recovered. */
  public void assigned(int partition, long incarnation) {
    rooms.put(partition, new Room(incarnation));
  }

  /** A partition left, with all that it held. */
  public void left(int partition) {
    Room room = rooms.remove(partition);
    if (room != null) {
      allBytes.addAndGet(-room.bytes.get());
    }
  }

  /** The partition's window is open: records may come. */
  public void recovered(int partition, long incarnation) {
    Room room = room(partition, incarnation);
    if (room != null) {
      room.recovered = true;
    }
  }

  /** Records were handed to the event loop. */
  public void handedOn(int partition, long incarnation, int records, long bytes) {
    Room room = room(partition, incarnation);
    if (room != null) {
      room.records.addAndGet(records);
      room.bytes.addAndGet(bytes);
      allBytes.addAndGet(bytes);
    }
  }

  /** So much of it is settled, or was of no interest. */
  public void released(int partition, long incarnation, int records, long bytes) {
    Room room = room(partition, incarnation);
    if (room != null) {
      room.records.addAndGet(-records);
      room.bytes.addAndGet(-bytes);
      allBytes.addAndGet(-bytes);
    }
  }

  /** Whether what is settled above the partition's offset is as much as a commit can say. */
  public void spanFull(int partition, long incarnation, boolean full) {
    Room room = room(partition, incarnation);
    if (room != null) {
      room.spanFull = full;
    }
  }

  /** Whether the gate is closed: then every partition is paused, but for a glance now and then. */
  public void gateClosed(boolean closed) {
    gateClosed = closed;
  }

  public boolean isGateClosed() {
    return gateClosed;
  }

  /** How many of the assigned partitions are paused, or not, for that reason; a glance aside. */
  public long partitions(Pause why) {
    return rooms.keySet().stream().filter(partition -> pause(partition, false) == why).count();
  }

  /** Why that partition is to be paused now. */
  public Pause pause(int partition, boolean glance) {
    Room room = rooms.get(partition);
    if (room == null || !room.recovered) {
      return Pause.RECOVERING;
    }
    if (room.isFull() || allBytes.get() > WORKER_BYTES_MAX - POLL_BYTES) {
      return Pause.WINDOW_FULL;
    }
    return gateClosed && !glance ? Pause.GATE_CLOSED : Pause.NONE;
  }

  private @org.jspecify.annotations.Nullable Room room(int partition, long incarnation) {
    Room room = rooms.get(partition);
    return room != null && room.incarnation == incarnation ? room : null;
  }
}
