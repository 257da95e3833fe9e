package fm.raido.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fm.raido.localkafka.LocalKafka;
import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.settings.RaidoSettings.GroupProtocol;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settlement.CommitMark;
import fm.raido.schemas.topic.Topic;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.testkit.ScriptedSpeechHost;
import fm.raido.worker.settlement.CommittedMarks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A broker, a speech host, and as many workers as a test wants, with everything on the topics in
 * view.
 */
final class Rig implements AutoCloseable {
  static final int PARTITIONS = 2;

  private static @Nullable LocalKafka shared;

  private LocalKafka kafka;
  private final boolean ownKafka;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> reader;
  private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> seen = new HashMap<>();
  private final Path dir;
  private final GroupProtocol protocol;
  private final List<WorkerProgram> workers = new ArrayList<>();
  final ScriptedSpeechHost host = ScriptedSpeechHost.start();

  /** On the broker that all tests of this JVM share, with topics that nobody has used. */
  Rig(Path dir) {
    this(dir, GroupProtocol.CLASSIC);
  }

  /** The same, with workers whose group is kept by that protocol. */
  Rig(Path dir, GroupProtocol protocol) {
    this(dir, sharedKafka(), false, protocol);
  }

  private Rig(Path dir, LocalKafka kafka, boolean ownKafka, GroupProtocol protocol) {
    this.dir = dir;
    this.protocol = protocol;
    this.kafka = kafka;
    this.ownKafka = ownKafka;
    makeTopicsAnew();
    this.reader =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "none"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** On a broker of its own, which may be stopped. */
  static Rig withOwnKafka(Path dir, int port) {
    return new Rig(dir, LocalKafka.start(dir.resolve("kafka"), port), true, GroupProtocol.CLASSIC);
  }

  private static synchronized LocalKafka sharedKafka() {
    if (shared == null) {
      try {
        // It ends with the JVM.
        shared = LocalKafka.start(Files.createTempDirectory("raido-worker-it"), 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return shared;
  }

  private void makeTopicsAnew() {
    List<String> names = TopicCatalogue.topics(PARTITIONS).stream().map(Topic::name).toList();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      await("the group of the last test has gone")
          .atMost(Duration.ofSeconds(20))
          .until(() -> gone(admin));
      Set<String> there = admin.listTopics().names().get();
      admin.deleteTopics(names.stream().filter(there::contains).toList()).all().get();
      await("the topics of the last test have gone")
          .until(() -> admin.listTopics().names().get().stream().noneMatch(names::contains));
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
    try (TopicAdmin admin = TopicAdmin.connect(KafkaConnection.plain(kafka.bootstrapServers()))) {
      admin.apply(TopicCatalogue.topics(PARTITIONS), 1, false);
    }
  }

  private static boolean gone(Admin admin) throws InterruptedException, ExecutionException {
    try {
      admin.deleteConsumerGroups(List.of(Worker.GROUP)).all().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return true;
      }
      if (e.getCause() instanceof GroupNotEmptyException) {
        return false;
      }
      throw e;
    }
  }

  LocalKafka kafka() {
    return kafka;
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  Path store() {
    return dir.resolve("tts");
  }

  /** Starts a worker with short timings, unless the given settings say otherwise. */
  WorkerProgram worker(Map<String, String> settings) {
    Map<String, String> all = settings(settings);
    WorkerProgram worker = WorkerProgram.start(Settings.of(all), Map.copyOf(all));
    workers.add(worker);
    return worker;
  }

  /** The settings of a worker here: short timings, unless the given ones say otherwise. */
  Map<String, String> settings(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    all.put("KAFKA_GROUP_PROTOCOL", protocol.name());
    all.put("KOKORO_BASE_URL", host.baseUrl().toString());
    all.put("TTS_CACHE_DIR", store().toString());
    all.put("WORKER_PORT", "0");
    all.put("TTS_MAX_PER_MINUTE", "1000");
    all.put("TTS_TIMEOUT", "2s");
    all.put("TTS_GRACE", "3s");
    all.put("BACKOFF_MIN", "100ms");
    all.put("BACKOFF_MAX", "200ms");
    all.put("BREAKER_OPEN", "2s");
    all.put("RAMP_STEP", "1s");
    all.putAll(settings);
    return all;
  }

  /** Who has which partition, by the group's own word: a worker's id for each that is assigned. */
  Map<Integer, String> owners() {
    Map<Integer, String> owners = new TreeMap<>();
    group()
        .members()
        .forEach(member ->
            member
                .assignment()
                .topicPartitions()
                .forEach(partition -> owners.put(partition.partition(), member.clientId())));
    return owners;
  }

  /** The group as the broker describes it. */
  ConsumerGroupDescription group() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      return requireNonNull(
              admin
                  .describeConsumerGroups(List.of(Worker.GROUP))
                  .describedGroups()
                  .get(Worker.GROUP))
          .get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until each partition has an owner, and so many workers have one. */
  Map<Integer, String> awaitOwners(int workers) {
    return await(workers + " workers own all partitions")
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(100))
        .ignoreException(AssertionError.class)
        .until(
            this::owners,
            owners -> owners.size() == PARTITIONS && Set.copyOf(owners.values()).size() == workers);
  }

  void stopKafka() {
    kafka.close();
  }

  void startKafka(int port) {
    kafka = LocalKafka.start(dir.resolve("kafka"), port);
  }

  static AnnouncementRequest request(String id, String text, @Nullable Duration airIn) {
    Instant now = Clock.systemUTC().instant();
    return new AnnouncementRequest(
        1,
        id,
        "main",
        AnnouncementKind.CUSTOM,
        null,
        text,
        null,
        null,
        airIn == null ? null : now.plus(airIn),
        now,
        0);
  }

  void send(AnnouncementRequest request) {
    send(RaidoRecords.request(request, "/test", null));
  }

  ProducerRecord<byte[], byte[]> record(AnnouncementRequest request) {
    return RaidoRecords.request(request, "/test", null);
  }

  /** The same, into that partition. */
  void send(int partition, AnnouncementRequest request) {
    ProducerRecord<byte[], byte[]> record = record(request);
    send(
        new ProducerRecord<>(
            record.topic(), partition, record.key(), record.value(), record.headers()));
  }

  void sendAll(List<ProducerRecord<byte[], byte[]>> records) {
    for (ProducerRecord<byte[], byte[]> record : records) {
      var _ = producer.send(record);
    }
    producer.flush();
  }

  void send(ProducerRecord<byte[], byte[]> record) {
    try {
      producer.send(record).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  void say(ProtectionRecord record) {
    send(record(record));
  }

  ProducerRecord<byte[], byte[]> record(ProtectionRecord record) {
    return RaidoRecords.protection(record, "/test", Clock.systemUTC().instant());
  }

  /** The outcomes so far, as a reader sees them who sees only what is committed. */
  List<Outcome> outcomes() {
    return read(TopicCatalogue.OUTCOMES, PARTITIONS, r -> RaidoRecords.readOutcome(r.value()));
  }

  List<DeadLetter> letters() {
    return read(
        TopicCatalogue.DEAD_LETTERS, PARTITIONS, r -> RaidoRecords.readDeadLetter(r.value()));
  }

  List<ProtectionRecord> protectionLog() {
    return read(TopicCatalogue.PROTECTION, 1, r -> RaidoRecords.readProtection(r.value()));
  }

  <T> List<T> read(
      String topic, int partitions, Function<ConsumerRecord<byte[], byte[]>, Optional<T>> reader) {
    return IntStream.range(0, partitions)
        .boxed()
        .flatMap(partition -> readOne(topic, partition).stream())
        .flatMap(record -> reader.apply(record).stream())
        .toList();
  }

  /** All records of a partition so far; what was read before is not read again. */
  synchronized List<ConsumerRecord<byte[], byte[]>> readOne(String topic, int partition) {
    TopicPartition assigned = new TopicPartition(topic, partition);
    List<ConsumerRecord<byte[], byte[]>> all =
        seen.computeIfAbsent(assigned, p -> new ArrayList<>());
    reader.assign(List.of(assigned));
    reader.seek(assigned, all.isEmpty() ? 0 : all.getLast().offset() + 1);
    long end = reader.endOffsets(List.of(assigned)).getOrDefault(assigned, 0L);
    while (reader.position(assigned) < end) {
      reader.poll(Duration.ofMillis(20)).forEach(all::add);
    }
    return List.copyOf(all);
  }

  /** What the workers have committed for each partition. */
  Map<Integer, CommitMark> marks() {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "group.id",
            Worker.GROUP,
            "isolation.level",
            "read_committed");
    return new CommittedMarks(config)
        .read(IntStream.range(0, PARTITIONS).boxed().toList(), Duration.ofSeconds(15));
  }

  Optional<Outcome> outcome(String id) {
    return outcomes().stream().filter(outcome -> outcome.id().equals(id)).findFirst();
  }

  Outcome awaitOutcome(String id) {
    return awaitOutcome(id, Duration.ofSeconds(20));
  }

  Outcome awaitOutcome(String id, Duration atMost) {
    return await("the outcome of " + id)
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> outcome(id), Optional::isPresent)
        .orElseThrow();
  }

  void awaitOutcomes(int number, Duration atMost) {
    await(number + " outcomes")
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> outcomes().size() >= number);
  }

  /** Asks and ends of one request's calls, in the log's order. */
  List<ProtectionRecord> callsFor(String id) {
    Set<String> calls = new HashSet<>();
    return protectionLog().stream()
        .filter(record ->
            (record instanceof ProtectionRecord.CallAsked asked && asked.requestId().equals(id))
                ? calls.add(asked.callId())
                : calls.contains(record.about()))
        .toList();
  }

  List<ProtectionRecord.CallEnded> endsFor(String id) {
    return callsFor(id).stream()
        .filter(ProtectionRecord.CallEnded.class::isInstance)
        .map(ProtectionRecord.CallEnded.class::cast)
        .toList();
  }

  /** The law of every partition, for records that are all settled but so many. */
  void audit(int waiting) {
    Map<Integer, CommitMark> marks = marks();
    long sent = 0;
    long settled = 0;
    List<Outcome> outcomes = outcomes();
    for (int p = 0; p < PARTITIONS; p++) {
      int partition = p;
      long records = readOne(TopicCatalogue.REQUESTS, partition).size();
      CommitMark mark = marks.getOrDefault(partition, CommitMark.begin(0));
      assertThat(mark.records())
          .as("partition %d: settled = outcomes + duplicates", partition)
          .isEqualTo(
              outcomes.stream().filter(o -> o.requestPartition() == partition).count()
                  + mark.duplicates());
      sent += records;
      settled += mark.records();
    }
    assertThat(sent - settled).as("waiting").isEqualTo(waiting);
    assertThat(outcomes.stream().map(Outcome::passKey)).as("one outcome").doesNotHaveDuplicates();
  }

  @Override
  public void close() {
    workers.forEach(WorkerProgram::close);
    producer.close(Duration.ofSeconds(2));
    reader.close(CloseOptions.timeout(Duration.ofSeconds(2)));
    host.close();
    if (ownKafka) {
      kafka.close();
    }
  }
}
