package fm.raido.benchmarks;

import fm.raido.testkit.process.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Starts what is measured as the launcher would, and the peer with the same options. */
public final class Programs {
  /** The launcher's options for every program. */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:Tier4InvocationThreshold=20000",
          "-XX:Tier4MinInvocationThreshold=2400",
          "-XX:Tier4CompileThreshold=60000",
          "-Dlogback.configurationFile=fm/raido/station/logback-program.xml",
          "-Dorg.springframework.boot.logging.LoggingSystem=none");

  /** The launcher's options for {@code dead-letters}. */
  private static final List<String> COMMAND_OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Xmx768m");

  /** More options for every measured JVM, from the environment: a flight recording, say. */
  private static final String MORE_OPTIONS = "RAIDO_BENCH_JAVA_OPTS";

  /** One that makes its cache of classes does so at its end. */
  private static final Duration WORKER_STOP = Duration.ofMinutes(3);

  private Programs() {}

  /** A worker with the launcher's heap. */
  static ChildJvm worker(Scene scene, Map<String, String> settings) {
    return worker(scene, List.of("-Xmx256m"), settings);
  }

  /** A worker with options of its own. */
  static ChildJvm worker(Scene scene, List<String> options, Map<String, String> settings) {
    return worker(scene.directory(), scene.bootstrapServers(), options, settings);
  }

  /** A worker anywhere. */
  public static ChildJvm worker(
      Path directory, String bootstrapServers, List<String> options, Map<String, String> settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
    all.put("TTS_CACHE_DIR", directory.resolve("audio").toString());
    all.put("WORKER_PORT", "0");
    all.putAll(settings);
    return ChildJvm.of("worker", WorkerMain.class.getName())
        .directory(directory)
        .options(with(options))
        .environment(all)
        .stopTime(WORKER_STOP)
        .start();
  }

  /** The peer: {@link BareLoop}. */
  static ChildJvm bareLoop(Scene scene, String voiceUrl) {
    return ChildJvm.of("bare-loop", BareLoop.class.getName())
        .directory(scene.directory())
        .options(with(List.of("-Xmx256m")))
        .arguments(
            List.of(
                scene.bootstrapServers(),
                voiceUrl,
                scene.directory().resolve("bare-audio").toString()))
        .start();
  }

  /** {@code raido station} with these arguments. */
  static ChildJvm station(
      Path directory, List<String> options, List<String> arguments, Map<String, String> settings) {
    List<String> all = new ArrayList<>();
    all.add("station");
    all.addAll(arguments);
    List<String> jvmOptions =
        with(options).stream().filter(option -> !option.startsWith("-D")).toList();
    return ChildJvm.of("station", "fm.raido.station.Raido")
        .directory(directory)
        .options(jvmOptions)
        .arguments(all)
        .environment(settings)
        .start();
  }

  /** {@code raido dead-letters ...} with the launcher's options for a command. */
  static ChildJvm deadLetters(Scene scene, Path archive, List<String> arguments) {
    List<String> options = new ArrayList<>(COMMAND_OPTIONS);
    if (!arguments.getFirst().equals("replay")) {
      options.add("-XX:TieredStopAtLevel=1");
    }
    options.addAll(classArchive(archive));
    List<String> all = new ArrayList<>(List.of("dead-letters"));
    all.addAll(arguments);
    return ChildJvm.of("dead-letters", "fm.raido.station.Raido")
        .directory(scene.directory())
        .options(options)
        .arguments(all)
        .environment(Map.of("KAFKA_BOOTSTRAP_SERVERS", scene.bootstrapServers()))
        .start();
  }

  /** Kafka's own tool, with what it was published with, at its defaults. */
  static ChildJvm messageCopier(Scene scene, String from, String to) {
    return ChildJvm.of("copier", "org.apache.kafka.tools.TransactionalMessageCopier")
        .directory(scene.directory())
        .classPath(toolsClassPath())
        .options(List.of("-XX:+UseSerialGC", "-Xmx768m"))
        .arguments(
            List.of(
                "--broker-list",
                scene.bootstrapServers(),
                "--input-topic",
                from,
                "--input-partition",
                "0",
                "--output-topic",
                to,
                "--consumer-group",
                "bench-copier",
                "--transactional-id",
                "bench-copier"))
        .start();
  }

  /** The jars that the build lays beside this one. */
  private static String toolsClassPath() {
    Path own =
        Path.of(Programs.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    Path parent = Objects.requireNonNull(own.toAbsolutePath().getParent(), "parent");
    // From a directory of classes, as in tests, the jar's place is a sibling.
    Path beside = parent.resolve("kafka-tools");
    Path tools = Files.isDirectory(beside) ? beside : parent.resolve("bench/kafka-tools");
    if (!Files.isDirectory(tools)) {
      throw new BenchmarkFailed("the peer's jars are not at " + tools);
    }
    return tools + "/*";
  }

  /** Makes a cache of classes at the end of this run, as the launcher does before the first. */
  public static List<String> makesCache(Path file) {
    return List.of("-XX:AOTCacheOutput=" + file, "-Xlog:aot*=off");
  }

  /** Uses such a cache. */
  public static List<String> usesCache(Path file) {
    return List.of("-XX:AOTCache=" + file, "-Xlog:aot*=off");
  }

  /** Keeps loaded classes for the next start, as the launcher does for other programs. */
  static List<String> classArchive(Path file) {
    return List.of(
        "-XX:+AutoCreateSharedArchive",
        "-XX:SharedArchiveFile=" + file,
        "-Xlog:cds=off",
        "-Xlog:cds+dynamic=off");
  }

  private static List<String> with(List<String> options) {
    List<String> all = new ArrayList<>(OPTIONS);
    all.addAll(options);
    String more = System.getenv(MORE_OPTIONS);
    if (more != null && !more.isBlank()) {
      all.addAll(List.of(more.strip().split("\\s+")));
    }
    return all;
  }
}
