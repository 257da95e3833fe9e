package fm.raido.controlroom.watch;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.controlroom.Topics;
import fm.raido.localkafka.LocalKafka;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.topic.Topic;
import fm.raido.schemas.topic.TopicAdmin;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.RaidoRecords;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A day of a station that speaks all the time, read by a program that has just started. */
@Timeout(120)
class HistoryLoadIT {
  private static final int SECONDS = 24 * 3_600;

  @TempDir Path dir;

  @Test
  void aDayIsReadInASecondOrSo() throws Exception {
    try (LocalKafka kafka = LocalKafka.start(dir, 0)) {
      try (TopicAdmin admin = TopicAdmin.connect(KafkaConnection.plain(kafka.bootstrapServers()))) {
        // The times of a day that has passed cannot be those of the appends.
        List<Topic> topics =
            TopicCatalogue.topics(6).stream()
                .map(topic -> topic.with("message.timestamp.type", "CreateTime"))
                .toList();
        admin.apply(topics, 1, false);
      }
      int records = writeADay(kafka.bootstrapServers());
      RoomModel model =
          new RoomModel(Duration.ofSeconds(10), true, ZoneOffset.UTC, Clock.systemUTC());
      long begun = System.nanoTime();
      try (RoomWatch watch =
          new RoomWatch(
              model, KafkaConnection.plain(kafka.bootstrapServers()), Clock.systemUTC())) {
        watch.start();
        assertThat(watch.awaitLoaded(Duration.ofSeconds(60))).isTrue();
        long millis = (System.nanoTime() - begun) / 1_000_000;
        System.out.printf("a day of %d records is read in %d ms%n", records, millis);
        var timeline = model.timeline(24);
        assertThat(timeline.spoken().stream().mapToInt(Integer::intValue).sum())
            .isBetween(14_000, 14_400);
        assertThat(timeline.granted().stream().mapToInt(Integer::intValue).sum())
            .isBetween(14_000, 14_400);
        assertThat(timeline.gate()).isNotEmpty();
        // Loose, for a build machine that does something else; the figure is in the docs.
        assertThat(millis).isLessThan(10_000);
      }
    }
  }

  private static int writeADay(String bootstrap) {
    Instant begin = Instant.now().minusSeconds(SECONDS);
    int written = 0;
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "linger.ms", 20, "batch.size", 200_000),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      write(producer, Topics.settings(), begin);
      for (int second = 0; second < SECONDS; second++) {
        Instant at = begin.plusSeconds(second);
        if (second % 5 == 0) {
          // A quarter of an hour of pressure each evening.
          boolean critical = second > 72_000 && second < 72_900;
          write(
              producer,
              Topics.beat(critical ? PressureLevel.CRITICAL : PressureLevel.NORMAL, "cpu use 20 %"),
              at);
          written++;
        }
        if (second % 20 == 0) {
          write(producer, Topics.worker("w1"), at);
          written++;
        }
        if (second % 6 == 0) {
          String id = "song-" + second;
          write(producer, new ProtectionRecord.CallAsked("c" + second, id, 0, "w1"), at);
          write(
              producer,
              new ProtectionRecord.CallEnded(
                  "c" + second, "w1", CallResult.SPOKEN, Duration.ofMillis(800), null),
              at.plusMillis(800));
          at(producer, RaidoRecords.outcome(outcome(id, second), null), at.plusMillis(900));
          written += 3;
        }
      }
    }
    return written;
  }

  private static Outcome outcome(String id, int second) {
    return new Outcome(
        1,
        id,
        0,
        "main",
        null,
        OutcomeKind.SPOKEN,
        null,
        "Some words, about as many as there are.",
        "af_bella",
        null,
        null,
        1,
        Instant.EPOCH,
        "w1",
        second / 6 % 6,
        second);
  }

  private static void write(
      Producer<byte[], byte[]> producer, ProtectionRecord record, Instant at) {
    at(producer, RaidoRecords.protection(record, "/test", at), at);
  }

  private static void at(
      Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record, Instant at) {
    var _ =
        producer.send(
            new ProducerRecord<>(
                record.topic(),
                record.partition(),
                at.toEpochMilli(),
                record.key(),
                record.value(),
                record.headers()));
  }
}
