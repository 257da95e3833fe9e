package fm.raido.controlroom.watch;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.settlement.CommitMark;
import java.time.Instant;
import java.util.BitSet;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WaitingRequestsTest {
  private static final Instant AT = Instant.parse("2026-11-24T02:00:00Z");

  @Test
  void countsWhatHasNoOutcome() {
    WaitingRequests requests = new WaitingRequests(100);
    requests.marked(null, 0, 0);
    for (long offset = 0; offset < 5; offset++) {
      requests.read(offset, AT.plusSeconds(offset), null);
    }
    assertThat(requests.settled(1)).contains(AT.plusSeconds(1));
    assertThat(requests.settled(0)).contains(AT);
    assertThat(requests.count()).isEqualTo(3);
    assertThat(requests.oldest()).contains(AT.plusSeconds(2));
    assertThat(requests.lag()).isEqualTo(5);
  }

  @Test
  void anOutcomeThatIsReadBeforeItsRequestSettlesItAllTheSame() {
    WaitingRequests requests = new WaitingRequests(100);
    requests.marked(null, 0, 1);
    assertThat(requests.settled(0)).isEmpty();
    assertThat(requests.count()).isZero();
    requests.read(0, AT, null);
    assertThat(requests.count()).isZero();
  }

  @Test
  void aDuplicateGoesWithTheCommit() {
    WaitingRequests requests = new WaitingRequests(100);
    requests.marked(null, 0, 2);
    requests.read(0, AT, null);
    requests.read(1, AT, null);
    requests.settled(0);
    assertThat(requests.count()).isEqualTo(1);
    requests.marked(mark(2, 2), 0, 2);
    assertThat(requests.count()).isZero();
  }

  @Test
  void holdsSoManyAndCountsTheRestByTheirOffsets() {
    WaitingRequests requests = new WaitingRequests(3);
    requests.marked(null, 0, 10);
    for (long offset = 0; offset < 3; offset++) {
      requests.read(offset, AT, null);
    }
    assertThat(requests.isFull()).isTrue();
    assertThat(requests.unread()).isEqualTo(7);
    assertThat(requests.count()).isEqualTo(10);
    requests.marked(mark(8, 8), 0, 10);
    assertThat(requests.hasRoom()).isTrue();
    assertThat(requests.next()).as("what was settled unread is skipped").isEqualTo(8);
    assertThat(requests.count()).isEqualTo(2);
  }

  @Test
  void whatWasDeletedDoesNotWait() {
    WaitingRequests requests = new WaitingRequests(3);
    requests.marked(mark(2, 2), 5, 9);
    assertThat(requests.next()).isEqualTo(5);
    assertThat(requests.count()).isEqualTo(4);
  }

  @Test
  void aPartitionThatEndsBelowWhatWasReadBeforeTheLastLookIsAnother() {
    WaitingRequests requests = new WaitingRequests(3);
    requests.marked(null, 0, 2);
    requests.read(0, AT, null);
    requests.read(1, AT, null);
    requests.read(2, AT, null);
    requests.marked(null, 0, 2);
    assertThat(requests.isOutdated()).as("read after the end was asked for").isFalse();
    requests.marked(null, 0, 3);
    assertThat(requests.isOutdated()).isFalse();
    requests.marked(null, 0, 2);
    assertThat(requests.isOutdated()).isTrue();
  }

  @Test
  void aCommitFromBeforeALossLeadsNobodyBeyondTheEnd() {
    WaitingRequests requests = new WaitingRequests(3);
    requests.marked(mark(8, 8), 0, 5);
    assertThat(requests.next()).isEqualTo(5);
  }

  /** Against the plain sets, whatever the order in which news come. */
  @Test
  void agreesWithPlainSetsInAnyOrderOfNews() {
    for (long seed = 0; seed < 500; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      WaitingRequests requests = new WaitingRequests(1 + random.nextInt(20));
      TreeSet<Long> open = new TreeSet<>();
      long end = 0;
      requests.marked(null, 0, 0);
      for (int step = 0; step < 200; step++) {
        switch (random.nextInt(4)) {
          case 0 -> open.add(end++);
          case 1 -> {
            long next = requests.next();
            if (!requests.isFull() && next < end) {
              requests.read(next, AT, null);
            }
          }
          case 2 -> {
            if (!open.isEmpty()) {
              Long offset = open.ceiling(random.nextLong(end));
              if (offset != null && offset < requests.next()) {
                open.remove(offset);
                requests.settled(offset);
              }
            }
          }
          default -> requests.marked(mark(open, end), 0, end);
        }
      }
      requests.marked(mark(open, end), 0, end);
      assertThat(requests.count()).as("seed %d", seed).isEqualTo(open.size());
    }
  }

  private static CommitMark mark(long offset, long end) {
    return new CommitMark(offset, end, new BitSet(), 0, 0);
  }

  private static CommitMark mark(SortedSet<Long> open, long end) {
    long offset = open.isEmpty() ? end : open.first();
    BitSet bits = new BitSet();
    open.forEach(at -> bits.set((int) (at - offset)));
    return new CommitMark(offset, end, bits, 0, 0);
  }
}
