package fm.raido.benchmarks.pressure;

import fm.raido.benchmarks.BenchmarkFailed;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Runs programs of the system. */
final class Shell {
  private Shell() {}

  /** Whether there is such a program. */
  static boolean has(String program) {
    String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  /** Runs one to its end, at most that long. */
  static void run(long seconds, String... command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectInput(devNull()).start();
      boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
      String output =
          ended
              ? new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              : String.format(Locale.ROOT, "not done in %d s", seconds);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new BenchmarkFailed(String.join(" ", command) + ": " + output.strip());
      }
    } catch (IOException e) {
      throw new BenchmarkFailed(String.join(" ", command) + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkFailed(String.join(" ", command) + " was interrupted", e);
    }
  }

  /** Starts one whose output nobody needs. */
  static Process start(Path directory, List<String> command) {
    try {
      return new ProcessBuilder(command)
          .directory(directory.toFile())
          .redirectInput(devNull())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new BenchmarkFailed(command.getFirst() + " cannot be started: " + e.getMessage(), e);
    }
  }

  /** Ends a program and all that it has started. */
  static void end(Process process) {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ProcessBuilder.Redirect devNull() {
    return ProcessBuilder.Redirect.from(new File("/dev/null"));
  }
}
