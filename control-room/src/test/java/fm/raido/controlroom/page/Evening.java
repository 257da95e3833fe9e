package fm.raido.controlroom.page;

import fm.raido.controlroom.Topics;
import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.schemas.pressure.HostPressure;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/**
 * A station's evening in real topics: hours that have passed, two workers, and a host that is heard
 * all the time.
 */
final class Evening implements AutoCloseable {
  final Topics topics;
  private final List<Topics.Member> members;
  private final ScheduledExecutorService agent = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> beats;
  private volatile double memoryPercent = 61.0;

  Evening(Path directory, Path store) throws Exception {
    topics = new Topics(directory);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", topics.bootstrapServers()))) {
      // The times of hours that have passed cannot be those of the appends.
      takeTimes(admin, "CreateTime");
      new EveningHistory(topics.bootstrapServers(), store).write(Instant.now());
      takeTimes(admin, "LogAppendTime");
      commitAll(admin);
    }
    members = List.of(topics.member("worker-1"), topics.member("worker-2"));
    beats = agent.scheduleAtFixedRate(this::beat, 0, 3, TimeUnit.SECONDS);
  }

  private static void takeTimes(Admin admin, String type) throws Exception {
    AlterConfigOp change =
        new AlterConfigOp(
            new ConfigEntry("message.timestamp.type", type), AlterConfigOp.OpType.SET);
    Map<ConfigResource, java.util.Collection<AlterConfigOp>> changes = new HashMap<>();
    for (String topic :
        List.of(
            TopicCatalogue.REQUESTS,
            TopicCatalogue.OUTCOMES,
            TopicCatalogue.PROTECTION,
            TopicCatalogue.HOST_PRESSURE)) {
      changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(change));
    }
    admin.incrementalAlterConfigs(changes).all().get(20, TimeUnit.SECONDS);
  }

  private static void commitAll(Admin admin) throws Exception {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
      ends.put(new TopicPartition(TopicCatalogue.REQUESTS, partition), OffsetSpec.latest());
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    admin
        .listOffsets(ends)
        .all()
        .get(20, TimeUnit.SECONDS)
        .forEach((partition, end) -> offsets.put(partition, new OffsetAndMetadata(end.offset())));
    admin
        .alterConsumerGroupOffsets(TopicCatalogue.WORKERS_GROUP, offsets)
        .all()
        .get(20, TimeUnit.SECONDS);
  }

  /** The host says how it is, now. */
  void memory(double percent) {
    memoryPercent = percent;
    agent.execute(this::beat);
  }

  private void beat() {
    double memory = memoryPercent;
    PressureLevel level = memory >= 80 ? PressureLevel.WARNING : PressureLevel.NORMAL;
    String reason = level == PressureLevel.NORMAL ? "" : "memory use %.0f %%".formatted(memory);
    try {
      topics.protection(
          new ProtectionRecord.HostBeat("kokoro", EveningHistory.HOST, level, reason, false));
      topics.send(
          RaidoRecords.pressure(
              new HostPressure(
                  1,
                  "kokoro",
                  EveningHistory.HOST,
                  Instant.now(),
                  level,
                  reason,
                  "host",
                  23.5,
                  memory,
                  1.4,
                  4,
                  6.5,
                  0.2,
                  0.0,
                  null,
                  null)));
    } catch (Exception e) {
      throw new IllegalStateException("the agent could not write", e);
    }
  }

  /** So many calls in a row that the host does not answer. */
  void failures(int calls) throws Exception {
    for (int call = 0; call < calls; call++) {
      String id = "failing-" + System.nanoTime();
      topics.protection(
          new ProtectionRecord.CallAsked(id, "song-" + (912 + call), 0, "worker-1"),
          new ProtectionRecord.CallEnded(
              id, "worker-1", CallResult.TIMED_OUT, Duration.ofSeconds(15), null),
          new ProtectionRecord.SlotFreed(id, "worker-1"));
    }
  }

  /** A dead letter, as a worker writes it. */
  void letter(String id, DeadLetterReason reason, String detail, int offset) throws Exception {
    Instant at = Instant.now().minus(Duration.ofMinutes(40L + 7L * offset));
    AnnouncementRequest request =
        new AnnouncementRequest(
            1,
            id,
            "main",
            AnnouncementKind.INTRO,
            null,
            EveningHistory.words(offset),
            "af_bella",
            null,
            null,
            at,
            0);
    topics.send(
        RaidoRecords.deadLetter(
            new DeadLetter(
                1,
                id,
                0,
                reason,
                detail,
                request,
                null,
                false,
                2,
                new DeadLetter.Origin(TopicCatalogue.REQUESTS, 0, offset, at),
                at.plusSeconds(31),
                "worker-1"),
            null));
  }

  @Override
  public void close() {
    beats.cancel(false);
    agent.shutdown();
    members.forEach(Topics.Member::close);
    topics.close();
  }
}
