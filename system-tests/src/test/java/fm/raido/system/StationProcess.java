package fm.raido.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * {@code raido station} in a JVM of its own, as its users run it; what it prints goes to a file.
 */
final class StationProcess implements AutoCloseable {
  private final Process process;
  private final Path output;

  private StationProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts it in that directory. */
  static StationProcess start(Path directory, Map<String, String> settings, String... arguments) {
    Path output = directory.resolve("output-" + System.nanoTime() + ".txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "fm.raido.station.Raido",
                "station"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    // The tests' own machine is busy with the tests: its pressure is no business of theirs.
    builder.environment().put("PROTECT_ON_HOSTS", "nobody");
    builder.environment().putAll(settings);
    try {
      return new StationProcess(builder.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
    awaitEnd(10);
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** The exit code. */
  int awaitEnd(int seconds) {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new AssertionError("still running after " + seconds + " s:\n" + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
