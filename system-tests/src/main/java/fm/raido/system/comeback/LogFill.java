package fm.raido.system.comeback;

import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.system.comeback.LoggedDays.Logged;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes days into a protection log within seconds. The broker's append time cannot be told by a
 * writer, so for as long as this lasts the topic takes the writer's; workers would refuse to start
 * meanwhile, and none must run.
 */
final class LogFill {
  private static final String TIME = "message.timestamp.type";
  private static final Duration SEEN = Duration.ofSeconds(10);

  private LogFill() {}

  /**
   * Writes them, and returns when all are acknowledged by all replicas and the topic is as it was.
   *
   * @return how many records were written
   */
  static long write(String bootstrapServers, LoggedDays days, Instant end) {
    AtomicLong written = new AtomicLong();
    AtomicReference<@Nullable Exception> failed = new AtomicReference<>();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        Producer<byte[], byte[]> producer = producer(bootstrapServers)) {
      timestamps(admin, "CreateTime");
      try {
        days.forEach(logged -> {
          if (written.getAndIncrement() == 0) {
            untilTaken(producer, logged, true);
          } else {
            var _ =
                producer.send(record(logged), (_, failure) -> failed.compareAndSet(null, failure));
          }
        });
        producer.flush();
      } finally {
        timestamps(admin, "LogAppendTime");
      }
      untilTaken(producer, new Logged(end, days.goodbye()), false);
    }
    Exception failure = failed.get();
    if (failure != null) {
      throw new IllegalStateException("the protection log could not be filled", failure);
    }
    return written.get() + 1;
  }

  private static Producer<byte[], byte[]> producer(String bootstrapServers) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "client.id",
            "log-fill",
            "acks",
            "all",
            "linger.ms",
            5,
            "batch.size",
            256 << 10,
            "buffer.memory",
            64L << 20,
            "max.request.size",
            1 << 20),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** A changed topic is known to the broker that leads it a moment later. */
  private static void untilTaken(
      Producer<byte[], byte[]> producer, Logged logged, boolean writersTime) {
    long giveUp = System.nanoTime() + SEEN.toNanos();
    try {
      while (producer.send(record(logged)).get().timestamp()
          == logged.at().toEpochMilli()
          != writersTime) {
        if (System.nanoTime() > giveUp) {
          throw new IllegalStateException(TIME + " of the protection log does not change");
        }
        LockSupport.parkNanos(20_000_000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the protection log was filled", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the protection log could not be filled", e.getCause());
    }
  }

  private static ProducerRecord<byte[], byte[]> record(Logged logged) {
    String writer =
        logged.record() instanceof ProtectionRecord.HostBeat beat
            ? "/health-agent/" + beat.host()
            : "/dj-worker/" + logged.record().about();
    ProducerRecord<byte[], byte[]> made =
        RaidoRecords.protection(logged.record(), writer, logged.at());
    return new ProducerRecord<>(
        made.topic(),
        made.partition(),
        logged.at().toEpochMilli(),
        made.key(),
        made.value(),
        made.headers());
  }

  private static void timestamps(Admin admin, String type) {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, TopicCatalogue.PROTECTION);
    AlterConfigOp set = new AlterConfigOp(new ConfigEntry(TIME, type), AlterConfigOp.OpType.SET);
    try {
      admin.incrementalAlterConfigs(Map.of(topic, List.of(set))).all().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(TIME + " could not be set to " + type, e.getCause());
    }
  }
}
