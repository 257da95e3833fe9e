package fm.raido.system.comeback;

import fm.raido.testkit.process.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A worker's process as the launcher starts it. */
final class WorkerJvm {
  private static final List<String> LAUNCHERS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Xmx256m",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:Tier4InvocationThreshold=20000",
          "-XX:Tier4MinInvocationThreshold=2400",
          "-XX:Tier4CompileThreshold=60000",
          "-Xlog:aot*=off");

  /** It writes its cache of classes when it ends, in another JVM. */
  private static final Duration TRAINED_WITHIN = Duration.ofMinutes(3);

  private final String classPath;
  private final Path directory;
  private final Map<String, String> settings;
  private final String cache;

  private WorkerJvm(String classPath, Path directory, Map<String, String> settings, String cache) {
    this.classPath = classPath;
    this.directory = directory;
    this.settings = settings;
    this.cache = cache;
  }

  /** One that makes the cache of classes. */
  static WorkerJvm training(String classPath, Path directory, Map<String, String> settings) {
    return new WorkerJvm(
        classPath, directory, settings, "-XX:AOTCacheOutput=" + directory.resolve("worker.aot"));
  }

  /** One that uses it. */
  static WorkerJvm trained(String classPath, Path directory, Map<String, String> settings) {
    return new WorkerJvm(
        classPath, directory, settings, "-XX:AOTCache=" + directory.resolve("worker.aot"));
  }

  ChildJvm start() {
    List<String> options = new ArrayList<>(LAUNCHERS);
    options.add(cache);
    return ChildJvm.of("returning-worker", "fm.raido.station.Raido")
        .arguments(List.of("worker"))
        .options(options)
        .classPath(classPath)
        .directory(directory)
        .environment(settings)
        .stopTime(TRAINED_WITHIN)
        .start();
  }
}
