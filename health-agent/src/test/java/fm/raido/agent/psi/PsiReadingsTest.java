package fm.raido.agent.psi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PsiReadingsTest {
  @TempDir Path proc;

  @BeforeEach
  void writeProc() throws IOException {
    Files.createDirectory(proc.resolve("pressure"));
    write("cpu", "some avg10=0.10 avg60=0.48 avg300=0.78 total=37018861\n");
    write("memory", both(0));
    write("io", both(3_478_023));
    Files.writeString(proc.resolve("loadavg"), "0.10 0.48 0.78 5/412 81234\n");
    Files.writeString(
        proc.resolve("stat"), "cpu  1 2 3\nprocs_running 5\nprocs_blocked 3\nsoftirq 9\n");
  }

  @Test
  void aSampleMakesNoGarbage() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().threadId();
    try (PsiReadings psi = new PsiReadings(proc)) {
      int samples = 1_000;
      double seen = 0;
      long least = Long.MAX_VALUE;
      // What the JVM makes for itself when code runs for the first times is not the sample's: the
      // least of several rounds counts.
      for (int round = 0; round < 10; round++) {
        long before = threads.getThreadAllocatedBytes(self);
        for (int i = 0; i < samples; i++) {
          psi.sample();
          seen += psi.cpuSome() + psi.memoryFull() + psi.ioFull() + psi.runnable();
        }
        least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
      }
      assertThat(seen).isNotEqualTo(1);
      assertThat(least).as("bytes that %s samples made", samples).isLessThan(samples);
    }
  }

  @Test
  void countsTheTasksWhileSomethingStallsWithoutTheReaderItself() {
    long[] stalled = {37_018_861};
    try (PsiReadings psi = new PsiReadings(proc)) {
      await()
          .alias("windows full of stalls, and counts that have come up from nought")
          .atMost(Duration.ofSeconds(20))
          .pollInSameThread()
          .pollInterval(Duration.ofMillis(50))
          .until(() -> {
            stalled[0] += 60_000;
            write("cpu", both(stalled[0]));
            write("io", both(stalled[0]));
            psi.sample();
            return psi.runnable() > 3.9 && psi.blocked() > 2.9;
          });
      assertThat(psi.runnable()).isLessThanOrEqualTo(4);
      assertThat(psi.blocked()).isLessThanOrEqualTo(3);
      assertThat(psi.isNotable()).isTrue();
    }
  }

  @Test
  void countsNoTasksWhileNothingStalls() {
    try (PsiReadings psi = new PsiReadings(proc)) {
      await()
          .alias("windows that are full and saw no stall")
          .atMost(Duration.ofSeconds(10))
          .pollInSameThread()
          .pollInterval(Duration.ofMillis(50))
          .until(() -> {
            psi.sample();
            return psi.cpuSome() == 0;
          });
      assertThat(psi.runnable()).isNaN();
      assertThat(psi.blocked()).isNaN();
      assertThat(psi.isNotable()).isFalse();
    }
  }

  @Test
  void withoutStallsOfTheKernelEverythingIsMissing(@TempDir Path empty) {
    try (PsiReadings psi = new PsiReadings(empty)) {
      psi.sample();
      assertThat(psi.cpuSome()).isNaN();
      assertThat(psi.memoryFull()).isNaN();
      assertThat(psi.ioFull()).isNaN();
      assertThat(psi.runnable()).isNaN();
      assertThat(psi.blocked()).isNaN();
    }
  }

  @Test
  void aFileThatIsRubbishOrGrowsWithoutEndIsMissingAlone() throws IOException {
    write("memory", "full total=" + "9".repeat(5_000));
    write("io", "rubbish");
    try (PsiReadings psi = new PsiReadings(proc)) {
      for (int i = 0; i < 4; i++) {
        psi.sample();
      }
      assertThat(psi.memoryFull()).isNaN();
      assertThat(psi.ioFull()).isNaN();
    }
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(proc.resolve("pressure").resolve(name), text);
  }

  private static String both(long total) {
    return "some avg10=0.00 avg60=0.00 avg300=0.00 total=%d\n".formatted(total)
        + "full avg10=0.00 avg60=0.00 avg300=0.00 total=%d\n".formatted(total);
  }
}
