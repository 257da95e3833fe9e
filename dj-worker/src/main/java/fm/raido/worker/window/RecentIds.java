package fm.raido.worker.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import fm.raido.schemas.announcement.PassKey;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * The ids (with pass) that were settled lately in one partition, for as long and as many as the
 * dedup window says. Ids are kept as 128 bits of their SHA-256 in flat arrays: 200,000 of them take
 * about 7 MB, where a map of strings takes 40. For one thread.
 */
public final class RecentIds {
  private static final int FREE = -1;
  private static final int FIRST_CAPACITY = 64;

  private final int most;
  private final long windowSeconds;
  private final MessageDigest sha256;

  /** A ring of ids, oldest at {@code head}. */
  private long[] high = new long[FIRST_CAPACITY];

  private long[] low = new long[FIRST_CAPACITY];
  private int[] seconds = new int[FIRST_CAPACITY];
  private int head;
  private int size;

  /** Open addressing with linear probing; holds places in the ring. At most half full. */
  private int[] table = filled(4 * FIRST_CAPACITY);

  /**
   * @param most ids that are kept at most, at least 1
   * @param window how long an id is kept
   */
  public RecentIds(int most, Duration window) {
    this.most = most;
    this.windowSeconds = window.toSeconds();
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  public int size() {
    return size;
  }

  /**
   * Adds an id that was settled at that time; times never fall. An id that is there already keeps
   * its first time.
   */
  public void add(PassKey key, Instant at) {
    add(key.toString().getBytes(UTF_8), at);
  }

  /** The same with a key as it stands in Kafka. */
  public void add(byte[] key, Instant at) {
    forgetBefore(at);
    ByteBuffer hash = hash(key);
    long h = hash.getLong();
    long l = hash.getLong();
    if (find(h, l) >= 0) {
      return;
    }
    if (size == most) {
      removeOldest();
    }
    if (size == high.length) {
      grow();
    }
    int place = (head + size) % high.length;
    high[place] = h;
    low[place] = l;
    seconds[place] = (int) at.getEpochSecond();
    size++;
    put(place);
  }

  /** Whether that id was settled within the window before {@code now}. */
  public boolean contains(PassKey key, Instant now) {
    forgetBefore(now);
    ByteBuffer hash = hash(key.toString().getBytes(UTF_8));
    return find(hash.getLong(), hash.getLong()) >= 0;
  }

  @Override
  public String toString() {
    return "RecentIds[" + size + "]";
  }

  private void forgetBefore(Instant now) {
    long oldest = now.getEpochSecond() - windowSeconds;
    while (size > 0 && seconds[head] < oldest) {
      removeOldest();
    }
  }

  private ByteBuffer hash(byte[] key) {
    return ByteBuffer.wrap(sha256.digest(key));
  }

  private int find(long h, long l) {
    for (int slot = slot(h); table[slot] != FREE; slot = (slot + 1) & (table.length - 1)) {
      int place = table[slot];
      if (high[place] == h && low[place] == l) {
        return slot;
      }
    }
    return FREE;
  }

  private void put(int place) {
    int slot = slot(high[place]);
    while (table[slot] != FREE) {
      slot = (slot + 1) & (table.length - 1);
    }
    table[slot] = place;
  }

  private void removeOldest() {
    int slot = find(high[head], low[head]);
    table[slot] = FREE;
    // What was pushed on by the one that leaves moves back, so that no probe stops too early.
    int next = (slot + 1) & (table.length - 1);
    while (table[next] != FREE) {
      int place = table[next];
      table[next] = FREE;
      put(place);
      next = (next + 1) & (table.length - 1);
    }
    head = (head + 1) % high.length;
    size--;
  }

  private void grow() {
    int capacity = (int) Math.min(2L * high.length, most);
    long[] newHigh = new long[capacity];
    long[] newLow = new long[capacity];
    int[] newSeconds = new int[capacity];
    for (int i = 0; i < size; i++) {
      int place = (head + i) % high.length;
      newHigh[i] = high[place];
      newLow[i] = low[place];
      newSeconds[i] = seconds[place];
    }
    high = newHigh;
    low = newLow;
    seconds = newSeconds;
    head = 0;
    table = filled(Integer.highestOneBit(capacity) * 4);
    for (int i = 0; i < size; i++) {
      put(i);
    }
  }

  private int slot(long hash) {
    return (int) hash & (table.length - 1);
  }

  private static int[] filled(int length) {
    int[] table = new int[length];
    Arrays.fill(table, FREE);
    return table;
  }
}
