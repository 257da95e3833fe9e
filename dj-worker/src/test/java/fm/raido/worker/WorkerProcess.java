package fm.raido.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code raido worker} as a process, its words in a file. */
final class WorkerProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("worker: (worker-\\S+) is ready");
  private static final Pattern PORT = Pattern.compile("metrics at port ([0-9]+)");
  private final Process process;
  private final Path printed;

  private WorkerProcess(Process process, Path printed) {
    this.process = process;
    this.printed = printed;
  }

  static WorkerProcess start(Rig rig, Path printed, Map<String, String> settings) {
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            WorkerMain.class.getName());
    builder.environment().putAll(rig.settings(settings));
    try {
      Process process = builder.redirectErrorStream(true).redirectOutput(printed.toFile()).start();
      return new WorkerProcess(process, printed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String printed() {
    try {
      return Files.readString(printed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for words of its. */
  void awaitWords(String words) {
    await("it says " + words)
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> printed().contains(words) || !process.isAlive());
    assertThat(printed()).contains(words);
  }

  /** Its worker's id, as soon as it is ready. */
  String awaitReady() {
    awaitWords("is ready, health");
    Matcher ready = READY.matcher(printed());
    assertThat(ready.find()).isTrue();
    return ready.group(1);
  }

  /** Its port of health and metrics, once it is ready. */
  int port() {
    Matcher port = PORT.matcher(printed());
    assertThat(port.find()).isTrue();
    return Integer.parseInt(port.group(1));
  }

  /** SIGTERM. */
  void signal() {
    process.destroy();
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Its exit code. */
  int awaitExit(Duration atMost) throws InterruptedException {
    assertThat(process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS))
        .as("it ends within %s: %s", atMost, printed())
        .isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
