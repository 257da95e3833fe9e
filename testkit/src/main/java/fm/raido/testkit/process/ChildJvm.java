package fm.raido.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program in a JVM of its own, which can be sent the signals that matter: SIGKILL, SIGTERM,
 * SIGSTOP, SIGCONT. None outlives this JVM, unless this one is killed itself; a program that must
 * not even then reads its standard input, which ends with this JVM. Signals may come from any
 * thread.
 */
public final class ChildJvm implements AutoCloseable {
  /** How long a killed process may take to be gone: the kernel needs milliseconds. */
  private static final long GONE_SECONDS = 10;

  private static final int TOLD_LINES = 15;

  private final String name;
  private final Process process;
  private final Path output;
  private final Duration stopTime;
  private final long startedNanos;
  private volatile boolean suspended;

  ChildJvm(String name, Process process, Path output, Duration stopTime, long startedNanos) {
    this.name = name;
    this.process = process;
    this.output = output;
    this.stopTime = stopTime;
    this.startedNanos = startedNanos;
  }

  /**
   * Describes a child, for {@link ChildJvmBuilder#start()}.
   *
   * @param name what its output file and messages call it
   * @param mainClass the class's binary name
   */
  public static ChildJvmBuilder of(String name, String mainClass) {
    return new ChildJvmBuilder(name, mainClass);
  }

  /** What it was called when it was described. */
  public String name() {
    return name;
  }

  /** Its process's id. */
  public long pid() {
    return process.pid();
  }

  /** {@code System.nanoTime()} of this JVM just before it was started. */
  public long startedNanos() {
    return startedNanos;
  }

  /** Whether it runs, or would if it were not suspended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Fails where it has ended.
   *
   * @throws ChildJvmFailed with the end of its output
   */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw new ChildJvmFailed(
          "the %s ended with %d:%n%s".formatted(name, process.exitValue(), lastLines()));
    }
  }

  /** Sends SIGKILL, which a suspended child obeys too, and returns when it has ended. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().completeOnTimeout(process, GONE_SECONDS, TimeUnit.SECONDS).join();
    if (process.isAlive()) {
      throw new ChildJvmFailed("the %s does not end on SIGKILL".formatted(name));
    }
  }

  /** Sends SIGTERM and does not wait. A suspended child obeys when it is resumed. */
  public void terminate() {
    // Not Process.destroy(), which closes the child's standard input as well.
    process.toHandle().destroy();
  }

  /** Sends SIGSTOP: all its threads stand still, while its sockets stay open. */
  public void suspend() {
    suspended = true;
    Signals.send("STOP", process.pid());
  }

  /** Sends SIGCONT: it goes on where it stood. */
  public void resume() {
    Signals.send("CONT", process.pid());
    suspended = false;
  }

  /**
   * Waits for its end.
   *
   * @return its exit code; 128 and the signal's number where a signal ended it
   * @throws ChildJvmFailed if it does not end in that time
   */
  public int awaitEnd(Duration within) throws InterruptedException {
    if (!process.waitFor(within)) {
      throw new ChildJvmFailed(
          "the %s did not end within %s:%n%s".formatted(name, within, lastLines()));
    }
    return process.exitValue();
  }

  /** The file that its output and its errors go to. */
  public Path outputFile() {
    return output;
  }

  /** All that it has printed. */
  public String output() {
    try {
      return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The end of its output, without the frames of stack traces: what it says counts here. */
  public String lastLines() {
    List<String> lines = output().lines().filter(line -> !line.startsWith("\tat ")).toList();
    return String.join(
        System.lineSeparator(),
        lines.subList(Math.max(0, lines.size() - TOLD_LINES), lines.size()));
  }

  /**
   * Asks it to stop and kills it where it has not after its stop time; kills it at once where it is
   * suspended, since it would not hear. Does nothing where it has ended.
   */
  @Override
  public void close() {
    try {
      if (!suspended) {
        terminate();
        if (process.waitFor(stopTime)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill();
  }
}
