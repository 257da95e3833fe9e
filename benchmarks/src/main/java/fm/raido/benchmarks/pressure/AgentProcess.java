package fm.raido.benchmarks.pressure;

import fm.raido.testkit.process.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The agent as its launcher starts it: its own jar, its options, its cache of classes. */
final class AgentProcess {
  static final String HOST = "bench-host";

  /** The launcher's. */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-Xmx64m",
          "-XX:+ExitOnOutOfMemoryError",
          "--sun-misc-unsafe-memory-access=allow");

  private static final Duration STOP = Duration.ofSeconds(60);

  private AgentProcess() {}

  static ChildJvm start(Path directory, String bootstrapServers, List<String> more) {
    return child("agent", "fm.raido.agent.AgentMain", directory, more)
        .environment(Map.of("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers, "AGENT_HOST", HOST))
        .start();
  }

  /** A JVM with the same options that only sleeps, 20 times a second. */
  static ChildJvm sleeper(Path directory) {
    return child("sleeper", SleeperMain.class.getName(), directory, List.of())
        .classPath(System.getProperty("java.class.path"))
        .start();
  }

  private static fm.raido.testkit.process.ChildJvmBuilder child(
      String name, String main, Path directory, List<String> more) {
    List<String> options = new ArrayList<>(OPTIONS);
    options.addAll(more);
    return ChildJvm.of(name, main)
        .directory(directory)
        .options(options)
        .classPath(classPath())
        .stopTime(STOP);
  }

  /** The agent's own jar, beside which lies all that it needs; else this program's class path. */
  private static String classPath() {
    String own = System.getProperty("java.class.path");
    Path bench = Path.of(own).toAbsolutePath().normalize();
    Path root = bench.resolve("../../../..").normalize();
    Path jar = root.resolve("health-agent/target/agent/raido-agent.jar");
    return Files.exists(jar) ? jar.toString() : own;
  }
}
