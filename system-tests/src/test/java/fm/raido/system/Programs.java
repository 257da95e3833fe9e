package fm.raido.system;

import fm.raido.testkit.process.ChildJvm;
import fm.raido.testkit.process.ChildJvmBuilder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Raido's programs as processes, with timings that suit a test. */
public final class Programs {
  public static final List<String> OPTIONS =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xshare:auto",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private Programs() {}

  /** {@code raido PROGRAM}, with its output in that directory; not started yet. */
  public static ChildJvmBuilder program(
      String program, Path directory, Map<String, String> settings) {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "WORKER_PORT",
                "0",
                "PRODUCER_PORT",
                "0",
                // The tests' own machine is busy with the tests: its pressure is none of theirs.
                "PROTECT_ON_HOSTS",
                "nobody",
                "TTS_MAX_PER_MINUTE",
                "1000",
                "TTS_TIMEOUT",
                "3s",
                "TTS_GRACE",
                "2s",
                "BACKOFF_MIN",
                "100ms",
                "BACKOFF_MAX",
                "200ms"));
    environment.putAll(settings);
    return ChildJvm.of(program, "fm.raido.station.Raido")
        .directory(directory)
        .options(OPTIONS)
        .arguments(List.of(program))
        .environment(environment);
  }
}
