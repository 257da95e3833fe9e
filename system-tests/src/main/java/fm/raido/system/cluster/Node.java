package fm.raido.system.cluster;

import fm.raido.localkafka.NodeFormat;
import fm.raido.testkit.process.ChildJvm;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One node: a directory that stays, and a process that comes and goes. */
final class Node {
  private final int number;
  private final Path directory;
  private final NodeRuntime runtime;
  private final Supplier<Properties> settings;
  private @Nullable ChildJvm process;
  private boolean suspended;

  /**
   * @param directory its own, exists
   * @param settings asked at every start
   */
  Node(int number, Path directory, NodeRuntime runtime, Supplier<Properties> settings) {
    this.number = number;
    this.directory = directory;
    this.runtime = runtime;
    this.settings = settings;
  }

  /** Makes the directory that its logs will be in. */
  static Path format(Path data, int number, String clusterId) throws IOException {
    Files.createDirectories(data);
    try {
      NodeFormat.write(data, number, clusterId, ClusterPorts.CONTROLLER);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ClusterFailed(data + " cannot be formatted: " + e, e);
    }
    return data;
  }

  static Path write(Properties settings, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      settings.store(out, null);
    }
    return file;
  }

  /** Starts its process, and does not wait until it is of use. */
  synchronized void start() {
    if (isAlive()) {
      throw new IllegalStateException("node " + number + " runs");
    }
    try {
      Path file = write(settings.get(), directory.resolve("node.properties"));
      process = runtime.node("node-" + number, directory, file).start();
      suspended = false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Runs, and is not suspended. */
  synchronized boolean isAwake() {
    return isAlive() && !suspended;
  }

  synchronized void kill() {
    if (process != null) {
      process.kill();
    }
  }

  synchronized void terminate() {
    process().terminate();
  }

  synchronized void suspend() {
    process().suspend();
    suspended = true;
  }

  synchronized void resume() {
    process().resume();
    suspended = false;
  }

  synchronized ChildJvm process() {
    if (process == null) {
      throw new IllegalStateException("node " + number + " was never started");
    }
    return process;
  }

  synchronized void requireAlive() {
    process().requireAlive();
  }
}
