package fm.raido.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * CPU time since the start of the machine, in its own ticks: all there was, what was used, and what
 * this process and the children that have ended have used of it.
 */
public record CpuShare(long all, long used, long own) {
  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;

  /** From that on guests' time would be counted twice. */
  private static final int GUEST = 8;

  /** Where a process's own user time stands in {@code /proc/self/stat}, behind its name. */
  private static final int USER_TIME = 11;

  /** Looks now; empty where the system does not tell. */
  static Optional<CpuShare> look() {
    try {
      String machine = Files.readAllLines(Path.of("/proc/stat")).getFirst();
      String self = Files.readString(Path.of("/proc/self/stat"));
      return Optional.of(of(machine, self));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  static CpuShare of(String machine, String self) {
    long[] ticks =
        Arrays.stream(machine.split("\\s+", -1))
            .skip(1)
            .limit(GUEST)
            .mapToLong(Long::parseLong)
            .toArray();
    long all = Arrays.stream(ticks).sum();
    // The name, in brackets, may hold blanks.
    String[] fields = self.substring(self.lastIndexOf(')') + 2).split(" ", -1);
    long own = 0;
    for (int i = USER_TIME; i < USER_TIME + 4; i++) {
      own += Long.parseLong(fields[i]);
    }
    return new CpuShare(all, all - ticks[IDLE] - ticks[IO_WAIT], own);
  }

  /** What others have used since, of all that there was, 0 to 1. */
  double othersSince(CpuShare before) {
    long total = Math.max(1, all - before.all);
    return Math.clamp((double) ((used - before.used) - (own - before.own)) / total, 0, 1);
  }
}
