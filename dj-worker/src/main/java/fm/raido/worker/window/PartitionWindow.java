package fm.raido.worker.window;

import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.settlement.CommitMark;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The unsettled records of one assigned partition, and what is settled around them. For the event
 * loop alone.
 *
 * <p>The conservation law, at every committed settlement: {@code records = outcomes + duplicates +
 * waiting}.
 */
public final class PartitionWindow {
  private final int partition;
  private final long incarnation;
  private final CommitMark start;
  private final RecentIds recent;

  /** Fetched and not settled, by offset, with what each counts for in bytes. */
  private final TreeMap<Long, Integer> open = new TreeMap<>();

  private final Map<PassKey, Long> ids = new HashMap<>();
  private long position;
  private long settledEnd;
  private long committedEnd;
  private long records;
  private long duplicates;
  private boolean revoked;

  /**
   * @param incarnation the assignment that it belongs to
   * @param start the last commit of whoever owned the partition before
   * @param recent the ids that were settled lately
   */
  public PartitionWindow(int partition, long incarnation, CommitMark start, RecentIds recent) {
    this.partition = partition;
    this.incarnation = incarnation;
    this.start = start;
    this.recent = recent;
    this.position = start.offset();
    this.settledEnd = start.end();
    this.committedEnd = start.end();
    this.records = start.records();
    this.duplicates = start.duplicates();
  }

  public int partition() {
    return partition;
  }

  public long incarnation() {
    return incarnation;
  }

  /** Records fetched and not settled. */
  public int waiting() {
    return open.size();
  }

  /** Whether the partition is on its way to another worker: nothing new is started in it. */
  public boolean isRevoked() {
    return revoked;
  }

  public void revoke() {
    revoked = true;
  }

  /**
   * Takes note that the record at that offset was fetched.
   *
   * @param bytes what it counts for in the window's bounds
   * @return whether it is open; one that is settled, or was fetched before, is of no further
   *     interest
   */
  public boolean fetched(long offset, int bytes) {
    if (offset < position) {
      return false;
    }
    position = offset + 1;
    if (start.isSettled(offset)) {
      return false;
    }
    open.put(offset, bytes);
    return true;
  }

  /**
   * Takes note that there is nothing more to fetch below that offset: what lies between it and the
   * last fetched record are the ends of transactions, or records that were taken back.
   */
  public void passed(long next) {
    position = Math.max(position, next);
  }

  /** Whether nothing is open, and the last commit does not reach to where reading stands. */
  public boolean isEndUntold() {
    return open.isEmpty() && position > committedEnd;
  }

  /** Whether that id was settled lately in this pass, or waits in this window at another place. */
  public boolean isDuplicate(PassKey key, long offset, Instant now) {
    Long other = ids.get(key);
    return (other != null && other != offset) || recent.contains(key, now);
  }

  /**
   * The request at that offset waits from here on; the first one with its id is the one that
   * counts.
   */
  public void waits(PassKey key, long offset) {
    ids.putIfAbsent(key, offset);
  }

  /**
   * What a commit says that settles these offsets too.
   *
   * @param settling offsets that are open here
   * @param settlingDuplicates how many of them are duplicates
   */
  public CommitMark markWith(Set<Long> settling, int settlingDuplicates) {
    long base = lowestOpen(settling);
    long end = Math.max(base, settledEnd);
    for (long offset : settling) {
      end = Math.max(end, offset + 1);
    }
    BitSet stillOpen = new BitSet();
    for (long offset : open.subMap(base, true, end, false).keySet()) {
      if (!settling.contains(offset)) {
        stillOpen.set((int) (offset - base));
      }
    }
    // What the commit before this assignment left open and was not fetched again is still open.
    for (long offset = Math.max(position, base); offset < end; offset++) {
      if (!start.isSettled(offset)) {
        stillOpen.set((int) (offset - base));
      }
    }
    return new CommitMark(
        base, end, stillOpen, records + settling.size(), duplicates + settlingDuplicates);
  }

  /**
   * Where none of what was fetched stays open, it lies above what the commit before this assignment
   * has settled: else an idle group would show a lag for ever.
   */
  private long lowestOpen(Set<Long> settling) {
    for (long offset : open.keySet()) {
      if (!settling.contains(offset)) {
        return offset;
      }
    }
    long lowest = position;
    while (start.isSettled(lowest)) {
      lowest++;
    }
    return lowest;
  }

  /**
   * The records at these offsets are settled.
   *
   * @param settledDuplicates how many of them were duplicates
   * @param keys those that have an outcome now
   */
  public void settled(
      Collection<Long> offsets, int settledDuplicates, Collection<PassKey> keys, Instant now) {
    for (long offset : offsets) {
      open.remove(offset);
      settledEnd = Math.max(settledEnd, offset + 1);
    }
    records += offsets.size();
    duplicates += settledDuplicates;
    for (PassKey key : keys) {
      ids.remove(key);
      recent.add(key, now);
    }
  }

  /** What a commit has told of this partition. */
  public void committed(CommitMark mark) {
    committedEnd = Math.max(committedEnd, mark.end());
  }

  /** What an open record counts for in bytes; 0 where none is open at that offset. */
  public int bytesOf(long offset) {
    return open.getOrDefault(offset, 0);
  }

  /**
   * Whether what is settled above the lowest open record is about as much as a commit can say, so
   * that nothing new may be fetched. What the commit before this assignment has left open must be
   * fetched again in any case: it adds nothing to what is said already.
   */
  public boolean isSpanFull() {
    if (position < settledEnd) {
      return false;
    }
    CommitMark mark = markWith(Set.of(), 0);
    return mark.metadata().length() > CommitMark.METADATA_FULL
        || mark.end() - mark.offset() > CommitMark.SPAN_MAX / 2;
  }
}
