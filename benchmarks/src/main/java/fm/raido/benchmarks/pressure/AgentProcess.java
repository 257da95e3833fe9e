package fm.raido.benchmarks.pressure;

import fm.raido.benchmarks.BenchmarkFailed;
import fm.raido.testkit.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The agent as its launcher starts it: its own jar, its options, its cache of classes. */
final class AgentProcess {
  static final String HOST = "bench-host";

  private static final Duration STOP = Duration.ofSeconds(60);

  private AgentProcess() {}

  static ChildJvm start(Path directory, String bootstrapServers, List<String> more) {
    return child("agent", "fm.raido.agent.AgentMain", directory, more)
        .environment(
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", bootstrapServers,
                "AGENT_HOST", HOST,
                "MALLOC_ARENA_MAX", "1"))
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
    List<String> options = new ArrayList<>(List.of("@" + agent().resolve("agent.jvm")));
    options.addAll(more);
    return ChildJvm.of(name, main)
        .directory(directory)
        .options(options)
        .classPath(agent().resolve("raido-agent.jar").toString())
        .stopTime(STOP);
  }

  /** Where the agent's jar is, with its options and all that it needs beside it. */
  private static Path agent() {
    Path bench = Path.of(System.getProperty("java.class.path")).toAbsolutePath();
    Path root = bench.resolve("../../../..").normalize();
    Path state = root.resolve("target/raido");
    return Stream.concat(
            Stream.of(root.resolve("health-agent/target/agent")),
            // The launcher moves it there when it builds.
            current(state).map(run -> state.resolve(run).resolve("agent")).stream())
        .filter(directory -> Files.exists(directory.resolve("raido-agent.jar")))
        .findFirst()
        .orElseThrow(() -> new BenchmarkFailed("the agent is not built: run ./raido agent --help"));
  }

  private static Optional<String> current(Path state) {
    try {
      return Optional.of(Files.readString(state.resolve("current")).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
