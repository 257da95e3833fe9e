package fm.raido.controlroom.watch;

import fm.raido.controlroom.room.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Counts of the last day, one for each minute. What is older is dropped, and not counted. */
final class MinuteCounts {
  /** The minute under way makes one more. */
  private static final int MINUTES = Timeline.HOURS_MAX * 60 + 1;

  private final int[] counts = new int[MINUTES];
  private final long[] minutes = new long[MINUTES];

  void add(Instant at) {
    long minute = minute(at);
    int slot = slot(minute);
    if (minutes[slot] > minute) {
      return;
    }
    if (minutes[slot] < minute) {
      minutes[slot] = minute;
      counts[slot] = 0;
    }
    counts[slot]++;
  }

  /** A count for each minute from one to the other, both included. */
  List<Integer> between(Instant from, Instant to) {
    List<Integer> found = new ArrayList<>();
    for (long minute = minute(from); minute <= minute(to); minute++) {
      int slot = slot(minute);
      found.add(minutes[slot] == minute ? counts[slot] : 0);
    }
    return found;
  }

  private static long minute(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), 60L);
  }

  private static int slot(long minute) {
    return (int) Math.floorMod(minute, (long) MINUTES);
  }
}
