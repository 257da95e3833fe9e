package fm.raido.system.comeback;

import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.protection.ProtectionRecord.WorkerSaid;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.testkit.process.ChildJvm;
import fm.raido.worker.audio.AudioStore;
import fm.raido.worker.audio.StoreFailed;
import fm.raido.worker.loop.WorkerRules;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Measures {@link Comeback}s of real worker processes, on brokers that have Raido's topics and on
 * which no other worker runs. What it sees, it sees in the topics.
 *
 * <p>The order is {@link #fill()}, one start that is not counted ({@link #train()}), then as many
 * {@link #once()} as wanted.
 */
public final class ComebackMeasure {
  private static final Duration GIVE_UP = Duration.ofMinutes(2);
  private static final Pattern ASSIGNED =
      Pattern.compile("^(\\S+) .* Assignments: assigned ", Pattern.MULTILINE);
  private static final String FOLDED = "the worker's first word";
  private static final long STORE_BYTES = 1L << 30;

  private final String bootstrapServers;
  private final Path directory;
  private final String classPath;
  private final Map<String, String> settings;
  private final Clock clock = Clock.systemUTC();
  private long records;

  /**
   * @param directory for logs, audio and the worker's cache of classes; must exist
   * @param classPath jars alone, else the worker has no cache of classes
   * @param speechHost the base URL of a host that speaks
   */
  public ComebackMeasure(
      String bootstrapServers, Path directory, String classPath, String speechHost) {
    this.bootstrapServers = bootstrapServers;
    this.directory = directory;
    this.classPath = classPath;
    this.settings =
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS",
            bootstrapServers,
            "TTS_CACHE_DIR",
            directory.resolve("audio").toString(),
            "KOKORO_BASE_URL",
            speechHost,
            "WORKER_PORT",
            "0");
  }

  /**
   * Writes eight days into the protection log; takes some seconds.
   *
   * @throws StoreFailed if there can be no audio store in the directory
   */
  public void fill() throws StoreFailed {
    String store = AudioStore.open(directory.resolve("audio"), STORE_BYTES, clock).marker();
    Instant end = clock.instant();
    LoggedDays days = LoggedDays.eight(WorkerRules.of(Settings.of(settings), store).fold(), end);
    records += LogFill.write(bootstrapServers, days, end);
  }

  /** A start without a cache of classes, which leaves one behind for those that follow. */
  public Comeback train() throws InterruptedException {
    return measured(
        WorkerJvm.training(classPath, directory, settings), "worker-" + UUID.randomUUID());
  }

  /**
   * Has two requests wait, one too late and one to be spoken, starts a worker, and stops it when
   * both are settled.
   *
   * @throws IllegalStateException if there is no outcome of both within two minutes
   */
  public Comeback once() throws InterruptedException {
    return measured(
        WorkerJvm.trained(classPath, directory, settings), UUID.randomUUID().toString());
  }

  private Comeback measured(WorkerJvm worker, String id) throws InterruptedException {
    String late = id + "-late";
    String fresh = id + "-fresh";
    try (TopicEnds reader = TopicEnds.of(bootstrapServers)) {
      WaitingRequests.send(bootstrapServers, late, clock.instant().minusSeconds(600), clock);
      WaitingRequests.send(bootstrapServers, fresh, null, clock);
      Map<String, Duration> seen = new HashMap<>();
      Instant started = clock.instant();
      try (ChildJvm process = worker.start()) {
        long patience = System.nanoTime() + GIVE_UP.toNanos();
        while (!(seen.containsKey(late) && seen.containsKey(fresh))) {
          for (ConsumerRecord<byte[], byte[]> record : reader.next()) {
            look(record, started, process.startedNanos(), seen);
          }
          process.requireAlive();
          if (System.nanoTime() > patience) {
            throw new IllegalStateException(
                "no outcome of both requests in %s:%n%s".formatted(GIVE_UP, process.lastLines()));
          }
        }
        return comeback(process, started, seen, of(seen, late), of(seen, fresh));
      }
    }
  }

  private Comeback comeback(
      ChildJvm process,
      Instant started,
      Map<String, Duration> seen,
      Duration late,
      Duration fresh) {
    Duration cpu =
        ProcessHandle.of(process.pid())
            .flatMap(handle -> handle.info().totalCpuDuration())
            .orElse(Duration.ZERO);
    Matcher assigned = ASSIGNED.matcher(process.output());
    return new Comeback(
        records,
        of(seen, FOLDED),
        assigned.find()
            ? Duration.between(started, OffsetDateTime.parse(assigned.group(1)).toInstant())
            : Duration.ZERO,
        late.compareTo(fresh) < 0 ? late : fresh,
        fresh,
        cpu);
  }

  private static Duration of(Map<String, Duration> seen, String what) {
    @Nullable Duration found = seen.get(what);
    if (found == null) {
      throw new IllegalStateException("not seen: " + what);
    }
    return found;
  }

  private static void look(
      ConsumerRecord<byte[], byte[]> record,
      Instant started,
      long startedNanos,
      Map<String, Duration> seen) {
    Duration now = Duration.ofNanos(System.nanoTime() - startedNanos);
    if (record.topic().equals(TopicCatalogue.OUTCOMES)) {
      RaidoRecords.readOutcome(record.value())
          .map(Outcome::id)
          .ifPresent(id -> seen.putIfAbsent(id, now));
    } else if (RaidoRecords.readProtection(record.value()).orElse(null) instanceof WorkerSaid) {
      // The broker's time: the same machine's clock.
      seen.putIfAbsent(FOLDED, Duration.between(started, Instant.ofEpochMilli(record.timestamp())));
    }
  }
}
