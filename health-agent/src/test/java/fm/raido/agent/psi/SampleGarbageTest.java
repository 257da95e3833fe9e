package fm.raido.agent.psi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleGarbageTest {
  private static final int SAMPLES = 1_000;

  @TempDir private Path proc;

  @Test
  void aSampleMakesNoGarbage() throws IOException {
    Path pressure = Files.createDirectory(proc.resolve("pressure"));
    String lines =
        """
        some avg10=0.00 avg60=0.00 avg300=0.00 total=1234
        full avg10=0.00 avg60=0.00 avg300=0.00 total=567
        """;
    for (String name : new String[] {"cpu", "memory", "io"}) {
      Files.writeString(pressure.resolve(name), lines);
    }
    Files.writeString(proc.resolve("loadavg"), "0.10 0.48 0.78 3/412 81234\n");
    Files.writeString(proc.resolve("stat"), "cpu 1 2 3\nprocs_running 1\nprocs_blocked 0\n");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (PsiReadings psi = new PsiReadings(proc)) {
      // The first ones open files and load classes.
      run(psi);
      long before = threads.getCurrentThreadAllocatedBytes();
      run(psi);
      long bytes = threads.getCurrentThreadAllocatedBytes() - before;
      // The bean's own answer may take some; over so many samples, a single object each is more.
      assertThat(bytes).isLessThan(SAMPLES);
    }
  }

  private static void run(PsiReadings psi) {
    for (int i = 0; i < SAMPLES; i++) {
      psi.sample();
    }
  }
}
