package fm.raido.worker.window;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.settlement.CommitMark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PartitionWindowTest {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private static PartitionWindow window(CommitMark start) {
    return new PartitionWindow(0, 1, start, new RecentIds(1_000, Duration.ofHours(1)));
  }

  /** Fetches, settles in any order, and changes owners, against a plain set of offsets. */
  @Test
  void agreesWithASetOfSettledOffsets() {
    for (long seed = 0; seed < 500; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      long beginning = random.nextInt(100);
      Set<Long> settled = new HashSet<>();
      CommitMark committed = CommitMark.begin(beginning);
      long end = beginning + 1 + random.nextInt(300);
      PartitionWindow window = window(committed);
      TreeSet<Long> open = new TreeSet<>();
      long next = beginning;
      for (int i = 0; i < 400 && settled.size() < end - beginning; i++) {
        if (random.nextInt(20) == 0) {
          window = window(committed);
          open.clear();
          next = committed.offset();
        } else if (random.nextBoolean() && next < end) {
          boolean isOpen = window.fetched(next, 1);
          assertThat(isOpen).as("seed %d offset %d", seed, next).isEqualTo(!settled.contains(next));
          if (isOpen) {
            open.add(next);
          }
          next++;
        } else if (!open.isEmpty()) {
          Set<Long> batch = new HashSet<>();
          List<Long> all = new ArrayList<>(open);
          for (int n = 1 + random.nextInt(5); n > 0; n--) {
            batch.add(all.get(random.nextInt(all.size())));
          }
          CommitMark mark = window.markWith(batch, 0);
          assertThat(mark.offset() == mark.end() || mark.open().get(0))
              .as("seed %d: the offset is the lowest open one: %s", seed, mark)
              .isTrue();
          if (random.nextInt(5) > 0) {
            committed = CommitMark.parse(mark.offset(), mark.metadata());
            settled.addAll(batch);
            open.removeAll(batch);
            window.settled(batch, 0, List.of(), NOW);
          }
          for (long offset = beginning; offset < end; offset++) {
            assertThat(committed.isSettled(offset))
                .as("seed %d offset %d in %s", seed, offset, committed)
                .isEqualTo(settled.contains(offset));
          }
          assertThat(committed.records()).isEqualTo(settled.size());
          assertThat(window.waiting()).isEqualTo(open.size());
        }
      }
    }
  }

  @Test
  void commitsTheEndWhereAllIsSettledAndNotAllWasFetchedAgain() {
    java.util.BitSet open = new java.util.BitSet();
    open.set(0, 2);
    PartitionWindow window = window(new CommitMark(0, 3, open, 1, 0));
    window.fetched(0, 1);
    window.fetched(1, 1);
    assertThat(window.markWith(Set.of(0L, 1L), 0))
        .isEqualTo(new CommitMark(3, 3, new java.util.BitSet(), 3, 0));
  }

  @Test
  void saysOnceThatItIsReadPastItsLastRecord() {
    PartitionWindow window = window(CommitMark.begin(0));
    window.fetched(0, 1);
    window.passed(2);
    assertThat(window.isEndUntold()).as("while a record is open").isFalse();
    CommitMark settled = window.markWith(Set.of(0L), 0);
    assertThat(settled).isEqualTo(new CommitMark(2, 2, new java.util.BitSet(), 1, 0));
    window.settled(Set.of(0L), 0, List.of(), NOW);
    assertThat(window.isEndUntold()).as("before the commit").isTrue();
    window.committed(settled);
    assertThat(window.isEndUntold()).isFalse();
    window.passed(1);
    assertThat(window.isEndUntold()).as("by an older position").isFalse();
    window.passed(3);
    assertThat(window.isEndUntold()).isTrue();
    assertThat(window.markWith(Set.of(), 0))
        .isEqualTo(new CommitMark(3, 3, new java.util.BitSet(), 1, 0));
  }

  /** Read again from the lowest open record on, it must not forget those that are still to come. */
  @Test
  void keepsOpenWhatWasLeftOpenAboveWhereItIsRead() {
    java.util.BitSet open = new java.util.BitSet();
    open.set(0);
    open.set(4);
    PartitionWindow window = window(new CommitMark(10, 16, open, 4, 0));
    window.fetched(10, 1);
    window.settled(Set.of(10L), 0, List.of(), NOW);
    window.passed(12);
    assertThat(window.isEndUntold()).isFalse();
    assertThat(window.markWith(Set.of(), 0).isSettled(14)).isFalse();
  }

  @Test
  void isNeverFullWhileWhatWasLeftOpenMustBeFetchedAgain() {
    java.util.BitSet scattered = new java.util.BitSet();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 2_500; i++) {
      scattered.set(random.nextInt(18_000));
    }
    CommitMark start = new CommitMark(0, 20_000, scattered, 17_500, 0);
    assertThat(start.metadata().length()).isGreaterThan(2_000);
    PartitionWindow window = window(start);
    assertThat(window.isSpanFull()).isFalse();
    for (long offset = 0; offset < 20_000; offset++) {
      window.fetched(offset, 1);
    }
    assertThat(window.waiting()).isEqualTo(scattered.cardinality());
  }

  @Test
  void isFullWhenACommitCouldHardlySayMore() {
    PartitionWindow window = window(CommitMark.begin(0));
    SplittableRandom random = new SplittableRandom(2);
    Set<Long> batch = new HashSet<>();
    long offset = 0;
    while (!window.isSpanFull() && offset < 200_000) {
      batch.clear();
      for (int i = 0; i < 500; i++) {
        window.fetched(offset, 1);
        if (random.nextInt(4) > 0) {
          batch.add(offset);
        }
        offset++;
      }
      CommitMark mark = window.markWith(batch, 0);
      assertThat(mark.fits()).isTrue();
      window.settled(batch, 0, List.of(), NOW);
    }
    assertThat(offset).isLessThan(50_000);
  }

  @Test
  void knowsADuplicateInTheWindowAndAfterSettlementAndTheFirstFromIt() {
    PartitionWindow window = window(CommitMark.begin(0));
    PassKey key = new PassKey("a", 0);
    window.fetched(0, 1);
    assertThat(window.isDuplicate(key, 0, NOW)).isFalse();
    window.waits(key, 0);
    assertThat(window.isDuplicate(key, 0, NOW)).isFalse();
    assertThat(window.isDuplicate(key, 1, NOW)).isTrue();
    assertThat(window.isDuplicate(new PassKey("a", 1), 1, NOW)).isFalse();
    window.settled(Set.of(0L), 0, List.of(key), NOW);
    assertThat(window.isDuplicate(key, 1, NOW)).isTrue();
    assertThat(window.isDuplicate(key, 1, NOW.plus(Duration.ofHours(2)))).isFalse();
  }

  @Test
  void agreesWithAMapOfRecentIds() {
    for (long seed = 0; seed < 60; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int most = 1 + random.nextInt(3_000);
      RecentIds ids = new RecentIds(most, Duration.ofSeconds(500));
      Map<PassKey, Instant> model = new java.util.LinkedHashMap<>();
      Instant now = NOW;
      for (int i = 0; i < 8_000; i++) {
        now = now.plusMillis(random.nextInt(400));
        Instant oldest = now.minusSeconds(501);
        PassKey key = new PassKey("k" + random.nextInt(5_000), random.nextInt(2));
        Instant at = model.get(key);
        boolean known = at != null && !at.isBefore(now.minusSeconds(499));
        boolean unknown = at == null || at.isBefore(oldest);
        if (random.nextBoolean()) {
          if (known || unknown) {
            assertThat(ids.contains(key, now)).as("seed %d step %d", seed, i).isEqualTo(known);
          }
        } else if (known || unknown) {
          ids.add(key, now);
          if (unknown) {
            model.remove(key);
            model.put(key, now);
          }
          while (ids.size() < model.size()) {
            model.remove(model.keySet().iterator().next());
          }
          assertThat(ids.size()).isLessThanOrEqualTo(most);
        }
      }
    }
  }
}
