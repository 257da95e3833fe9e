package fm.raido.benchmarks;

import fm.raido.schemas.settings.RaidoSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A program in a JVM of its own, on this JVM's class path, with no settings but those that it is
 * given. None outlives this JVM.
 */
final class ChildJvm implements AutoCloseable {
  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  /** A worker drains for as long as a call may take. */
  private static final long STOP_SECONDS = 30;

  private static final int TOLD_LINES = 15;

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
  }

  private final String name;
  private final Process process;
  private final Path output;
  private final long startedNanos;

  private ChildJvm(String name, Process process, Path output, long startedNanos) {
    this.name = name;
    this.process = process;
    this.output = output;
    this.startedNanos = startedNanos;
    RUNNING.add(process);
  }

  /**
   * Starts one.
   *
   * @param directory where it works and its output goes
   * @param settings its settings, by their environment names
   */
  static ChildJvm start(
      String name,
      Path directory,
      List<String> jvmOptions,
      String mainClass,
      List<String> arguments,
      Map<String, String> settings) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(absoluteClassPath());
    command.add(mainClass);
    command.addAll(arguments);
    try {
      Path output = Files.createTempFile(directory, name + "-", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      RaidoSettings.ALL.forEach(setting -> builder.environment().remove(setting.name()));
      builder.environment().remove("JAVA_TOOL_OPTIONS");
      builder.environment().putAll(settings);
      long startedNanos = System.nanoTime();
      return new ChildJvm(name, builder.start(), output, startedNanos);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String absoluteClassPath() {
    String separator = System.getProperty("path.separator");
    List<String> absolute = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(separator, -1)) {
      absolute.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(separator, absolute);
  }

  long pid() {
    return process.pid();
  }

  /** {@code System.nanoTime()} of this JVM just before it was started. */
  long startedNanos() {
    return startedNanos;
  }

  /**
   * Fails where it has ended.
   *
   * @throws BenchmarkFailed with the end of its output
   */
  void requireAlive() {
    if (!process.isAlive()) {
      throw new BenchmarkFailed(
          "the %s ended with %d:%n%s".formatted(name, process.exitValue(), lastLines()));
    }
  }

  /**
   * Waits for its end.
   *
   * @return its exit code
   * @throws BenchmarkFailed if it does not end in that time
   */
  int await(long seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      throw new BenchmarkFailed(
          "the %s did not end within %d s:%n%s".formatted(name, seconds, lastLines()));
    }
    return process.exitValue();
  }

  /** All that it has printed. */
  String output() {
    try {
      return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The end of its output, without the frames of stack traces: what it says counts here. */
  String lastLines() {
    List<String> lines = output().lines().filter(line -> !line.startsWith("\tat ")).toList();
    return String.join(
        System.lineSeparator(),
        lines.subList(Math.max(0, lines.size() - TOLD_LINES), lines.size()));
  }

  /** Asks it to stop, and kills it where it does not. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    RUNNING.remove(process);
  }
}
