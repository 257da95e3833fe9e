package fm.raido.benchmarks.pressure;

import fm.raido.benchmarks.Programs;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import fm.raido.schemas.protection.ProtectionRecord.WorkerSaid;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.testkit.process.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A broker, an agent and two workers, each in a JVM of its own. */
final class Cluster implements AutoCloseable {
  private static final int PARTITIONS = 6;
  private static final int WORKERS = 2;

  /** The load average that a load leaves behind may keep the host at a warning for minutes. */
  private static final Duration READY = Duration.ofMinutes(5);

  private final ChildJvm broker;
  private final String bootstrapServers;
  private final LogTail log;
  private final List<ChildJvm> workers;
  private final ChildJvm agent;

  /** What came of a load. */
  record Closing(Instant criticalMade, Instant criticalAppended, Instant lastPaused) {}

  Cluster(Path directory) {
    broker = broker(directory);
    bootstrapServers = ready(broker);
    log = new LogTail(bootstrapServers);
    workers = List.of(worker(directory), worker(directory));
    agent = AgentProcess.start(directory, bootstrapServers, List.of());
  }

  /** A broker in a JVM of its own, and the topics once it is {@link #ready}. */
  static ChildJvm broker(Path directory) {
    return ChildJvm.of("broker", BrokerMain.class.getName())
        .directory(directory)
        .options(List.of("-XX:+UseSerialGC", "-Xmx384m"))
        .arguments(List.of(directory.resolve("kafka").toString()))
        .start();
  }

  static String ready(ChildJvm broker) {
    String servers = Announced.by(broker, BrokerMain.READY);
    try (TopicAdmin admin = TopicAdmin.connect(KafkaConnection.plain(servers))) {
      admin.apply(TopicCatalogue.topics(PARTITIONS), 1, false);
    }
    return servers;
  }

  private ChildJvm worker(Path directory) {
    return Programs.worker(
        directory,
        bootstrapServers,
        List.of("-Xmx128m"),
        Map.of(
            "KOKORO_BASE_URL", "http://127.0.0.1:9",
            // The next repeat waits for the gate to open again. Just more than the 5 s between two
            // beats: with less it opens between two critical ones, and a worker that got no
            // processor meanwhile would have had nothing to pause for.
            "PROTECTION_COOLDOWN", "6s"));
  }

  /** Waits until the host is normal, the gate open and every worker at work. */
  void awaitCalm() throws InterruptedException {
    log.await(
        "host normal and workers at work",
        READY,
        entries -> {
          boolean normal = false;
          Map<String, Boolean> paused = new HashMap<>();
          for (LogTail.Entry entry : entries) {
            if (entry.record() instanceof HostBeat beat) {
              normal = beat.level() == PressureLevel.NORMAL;
            } else if (entry.record() instanceof WorkerSaid said) {
              paused.put(said.worker(), said.paused());
            }
          }
          return normal && paused.size() >= WORKERS && !paused.containsValue(true)
              ? Optional.of(true)
              : Optional.empty();
        });
  }

  /** Waits for the record that closes the gate, and for the workers to have paused. */
  Closing awaitClosed(Instant since, Duration within) throws InterruptedException {
    LogTail.Entry critical =
        log.await(
            "a critical beat",
            within,
            entries ->
                entries.reversed().stream()
                    .takeWhile(entry -> !entry.appendedAt().isBefore(since))
                    .filter(entry ->
                        entry.record() instanceof HostBeat beat
                            && beat.level() == PressureLevel.CRITICAL)
                    .reduce((_, earlier) -> earlier));
    Instant paused =
        log.await(
            "pauses of all workers",
            within,
            entries -> {
              Map<String, Instant> when = new HashMap<>();
              for (LogTail.Entry entry : entries) {
                if (!entry.appendedAt().isBefore(critical.appendedAt())
                    && entry.record() instanceof WorkerSaid said
                    && said.paused()) {
                  when.putIfAbsent(said.worker(), entry.appendedAt());
                }
              }
              return when.size() >= WORKERS
                  ? when.values().stream().max(Instant::compareTo)
                  : Optional.empty();
            });
    return new Closing(critical.madeAt(), critical.appendedAt(), paused);
  }

  void requireAlive() {
    broker.requireAlive();
    agent.requireAlive();
    workers.forEach(ChildJvm::requireAlive);
  }

  @Override
  public void close() {
    agent.close();
    workers.forEach(ChildJvm::kill);
    log.close();
    broker.close();
  }
}
