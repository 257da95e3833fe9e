package fm.raido.system;

import fm.raido.testkit.process.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code raido station} in a JVM of its own, as its users run it; what it prints goes to a file.
 */
final class StationProcess implements AutoCloseable {
  private static final List<String> OPTIONS =
      List.of(
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final ChildJvm process;

  private StationProcess(ChildJvm process) {
    this.process = process;
  }

  /** Starts it in that directory. */
  static StationProcess start(Path directory, Map<String, String> settings, String... arguments) {
    List<String> all = new ArrayList<>(List.of("station"));
    all.addAll(List.of(arguments));
    // The tests' own machine is busy with the tests: its pressure is no business of theirs.
    Map<String, String> environment = new HashMap<>(Map.of("PROTECT_ON_HOSTS", "nobody"));
    environment.putAll(settings);
    return new StationProcess(
        ChildJvm.of("station", "fm.raido.station.Raido")
            .directory(directory)
            .options(OPTIONS)
            .arguments(all)
            .environment(environment)
            .start());
  }

  String output() {
    return process.output();
  }

  /** SIGKILL. */
  void kill() {
    process.kill();
  }

  /** SIGTERM. */
  void terminate() {
    process.terminate();
  }

  /** The exit code. */
  int awaitEnd(int seconds) {
    try {
      return process.awaitEnd(Duration.ofSeconds(seconds));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    process.kill();
  }
}
