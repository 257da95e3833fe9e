package fm.raido.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM on this machine occupies. Linux only. */
final class ProcessMemory {
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern HEAP_USED =
      Pattern.compile("(?:total|reserved|committed) \\d+K(?:, committed \\d+K)?, used (\\d+)K");
  private static final long SECONDS = 20;

  private final long pid;

  ProcessMemory(long pid) {
    this.pid = pid;
  }

  /** Resident memory, in MiB. */
  double residentMiB() {
    try {
      Matcher m = RESIDENT.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
      if (!m.find()) {
        throw new BenchmarkFailed("process " + pid + " has no resident memory");
      }
      return Long.parseLong(m.group(1)) / 1024.0;
    } catch (IOException e) {
      throw new BenchmarkFailed("the memory of process " + pid + " cannot be read", e);
    }
  }

  /** Heap in use after a full collection, in MiB. */
  double liveHeapMiB() throws InterruptedException {
    var _ = jcmd("GC.run");
    Matcher m = HEAP_USED.matcher(jcmd("GC.heap_info"));
    long used = 0;
    while (m.find()) {
      used += Long.parseLong(m.group(1));
    }
    return used / 1024.0;
  }

  private String jcmd(String command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  "-J-XX:TieredStopAtLevel=1",
                  "-J-XX:+UseSerialGC",
                  Long.toString(pid),
                  command)
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new BenchmarkFailed("jcmd " + command + " failed: " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
