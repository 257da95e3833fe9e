package fm.raido.controlroom;

import fm.raido.localkafka.LocalKafka;
import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Audio;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.testkit.EverydayRules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A real broker with all topics, and what workers, agents and stations write into them. */
public final class Topics implements AutoCloseable {
  public static final int PARTITIONS = 2;

  private final LocalKafka kafka;
  private final Producer<byte[], byte[]> producer;

  /** Starts a broker that keeps its data in that directory. */
  public Topics(Path directory) {
    kafka = LocalKafka.start(directory, 0);
    try (TopicAdmin admin = TopicAdmin.connect(KafkaConnection.plain(kafka.bootstrapServers()))) {
      admin.apply(TopicCatalogue.topics(PARTITIONS), 1, false);
    }
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all", "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** Appends records to the protection log; returns the place of the last in log time. */
  public Instant protection(ProtectionRecord... records) throws Exception {
    Instant at = Instant.EPOCH;
    for (ProtectionRecord record : records) {
      at =
          Instant.ofEpochMilli(
              send(RaidoRecords.protection(record, "/test", Instant.EPOCH)).timestamp());
    }
    return at;
  }

  /** Publishes a request; returns where it lies. */
  public RecordMetadata request(String id, @Nullable Instant airBy) throws Exception {
    return send(
        RaidoRecords.request(
            new AnnouncementRequest(
                1,
                id,
                "main",
                AnnouncementKind.CUSTOM,
                null,
                "Words of " + id,
                null,
                null,
                airBy,
                Instant.parse("2026-11-24T02:00:00Z"),
                0),
            "/test",
            null));
  }

  /** Publishes the outcome of a request. */
  public void outcome(RecordMetadata request, String id, OutcomeKind kind, @Nullable Audio audio)
      throws Exception {
    send(
        RaidoRecords.outcome(
            new Outcome(
                1,
                id,
                0,
                "main",
                AnnouncementKind.CUSTOM,
                kind,
                null,
                "Words of " + id,
                "af_bella",
                audio,
                null,
                1,
                Instant.parse("2026-11-24T02:00:00Z"),
                "w1",
                request.partition(),
                request.offset()),
            null));
  }

  /** Deletes a topic and creates it again, empty. */
  public void makeAnew(String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      admin.deleteTopics(List.of(topic)).all().get(10, TimeUnit.SECONDS);
      Awaitility.await("the topic is gone")
          .until(() -> !admin.listTopics().names().get(10, TimeUnit.SECONDS).contains(topic));
    }
    try (TopicAdmin admin = TopicAdmin.connect(KafkaConnection.plain(bootstrapServers()))) {
      admin.apply(TopicCatalogue.topics(PARTITIONS), 1, false);
    }
  }

  public RecordMetadata send(ProducerRecord<byte[], byte[]> record) throws Exception {
    return producer.send(record).get(10, TimeUnit.SECONDS);
  }

  /** Settings as a first worker writes them. */
  public static ProtectionRecord settings() {
    return EverydayRules.record("store-1", "w1");
  }

  public static ProtectionRecord worker(String name) {
    return new ProtectionRecord.WorkerSaid(name, Set.of(), false, false);
  }

  public static ProtectionRecord beat(PressureLevel level, String reason) {
    return new ProtectionRecord.HostBeat("kokoro", "studio", level, reason, false);
  }

  /** A member of the workers' group that only is there, until it is closed. */
  public Member member(String name) throws InterruptedException {
    return new Member(bootstrapServers(), name);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
    kafka.close();
  }

  /** Somebody in the workers' group. */
  public static final class Member implements AutoCloseable {
    private final Thread thread;
    private volatile boolean closing;

    private Member(String bootstrap, String name) throws InterruptedException {
      CountDownLatch assigned = new CountDownLatch(1);
      thread =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(
                        Map.of(
                            "bootstrap.servers",
                            bootstrap,
                            "group.id",
                            TopicCatalogue.WORKERS_GROUP,
                            "client.id",
                            name,
                            "enable.auto.commit",
                            false),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
                  consumer.subscribe(List.of(TopicCatalogue.REQUESTS));
                  while (!closing) {
                    consumer.poll(Duration.ofMillis(50));
                    if (!consumer.assignment().isEmpty()) {
                      assigned.countDown();
                    }
                  }
                }
              });
      if (!assigned.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nothing was assigned");
      }
    }

    @Override
    public void close() {
      closing = true;
      try {
        thread.join(Duration.ofSeconds(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
