package fm.raido.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a JVM on this machine occupies. Linux only. */
final class ProcessMemory {
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  /** A line of the collector's log. What is asked of the heap later would have garbage in it. */
  private static final Pattern FULL_COLLECTION =
      Pattern.compile("Pause Full \\(Diagnostic Command\\) \\d+M->(\\d+)M");

  private static final long SECONDS = 20;

  private final long pid;
  private final Path collectorLog;

  /**
   * @param collectorLog where it was told to log its collections, see {@link #logOption}
   */
  ProcessMemory(long pid, Path collectorLog) {
    this.pid = pid;
    this.collectorLog = collectorLog;
  }

  /** The JVM's option to log its collections there. */
  static String logOption(Path collectorLog) {
    return "-Xlog:gc:file=" + collectorLog;
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

  /** What a full collection leaves of the heap, in MiB. */
  double liveHeapMiB() throws InterruptedException {
    jcmd("GC.run");
    try (Stream<String> lines = Files.lines(collectorLog)) {
      return lines
          .map(FULL_COLLECTION::matcher)
          .filter(Matcher::find)
          .mapToDouble(m -> Double.parseDouble(m.group(1)))
          .reduce((_, last) -> last)
          .orElseThrow(() -> new BenchmarkFailed("no full collection in " + collectorLog));
    } catch (IOException e) {
      throw new BenchmarkFailed("the collector's log cannot be read", e);
    }
  }

  private void jcmd(String command) throws InterruptedException {
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
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
