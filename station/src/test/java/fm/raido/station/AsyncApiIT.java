package fm.raido.station;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Headers;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.testkit.CommittedRecords;
import fm.raido.testkit.Reply;
import fm.raido.testkit.ScriptedSpeechHost;
import fm.raido.testkit.contract.AsyncApiDocument;
import fm.raido.testkit.contract.Recognizer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What producer, worker, agent and control room really write is what the document says. */
@Timeout(120)
class AsyncApiIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final List<String> TOPICS =
      List.of(
          TopicCatalogue.REQUESTS,
          TopicCatalogue.OUTCOMES,
          TopicCatalogue.DEAD_LETTERS,
          TopicCatalogue.PROTECTION,
          TopicCatalogue.HOST_PRESSURE);

  @TempDir Path dir;

  @Test
  void everyRecordOfAnEveningIsExactlyOneDocumentedMessage() throws Exception {
    try (ScriptedSpeechHost host = ScriptedSpeechHost.start();
        Station station =
            Station.start(
                StationPlan.everyday(dir, true, 0),
                Map.of(
                    "KOKORO_BASE_URL", host.baseUrl().toString(),
                    "BACKOFF_MIN", "100ms",
                    "BACKOFF_MAX", "200ms",
                    // The tests' own machine is busy with the tests.
                    "PROTECT_ON_HOSTS", "nobody"))) {
      evening(station, host);

      Recognizer recognizer = new Recognizer(AsyncApiDocument.read());
      Set<String> seen = new TreeSet<>();
      for (String topic : TOPICS) {
        for (ConsumerRecord<byte[], byte[]> record : read(station, topic)) {
          List<String> messages =
              recognizer.messages(topic, record.key(), record.headers(), record.value());
          // Rubbish that a stranger wrote to the requests is none; it became a dead letter.
          assertThat(messages).as("%s", record).hasSize(isRubbish(record) ? 0 : 1);
          seen.addAll(messages);
        }
      }
      assertThat(seen)
          .containsExactlyInAnyOrder(
              "announcementRequested",
              "announcementReplayed",
              "announcementSettled",
              "announcementDeadLettered",
              "letterTakenAway",
              "foreignLetterTakenAway",
              "replayFence",
              "springKafkaLetter",
              "kafkaConnectLetter",
              "settingsSet",
              "callAsked",
              "callEnded",
              "hostBeat",
              "workerSaid",
              "switchSet",
              "hostRead");
      assertOneTrace(station);
    }
  }

  /** A failure, its replay, rubbish, other programs' letters, and the operator's switch. */
  private static void evening(Station station, ScriptedSpeechHost host) throws Exception {
    Awaitility.await("the worker is on air")
        .atMost(PATIENCE)
        .until(() -> station.worker().worker().isLive());
    host.next(Reply.broken(), Reply.broken());
    Caller.announce(station);
    awaitOutcomes(station, 1);
    ran(station, "dead-letters", "replay", "--all", "--voice", "af_sky", "--who", "ann");
    awaitOutcomes(station, 2);
    publish(
        station,
        new ProducerRecord<>(TopicCatalogue.REQUESTS, "main".getBytes(UTF_8), bytes("not json")),
        letter(
            header(Headers.DLT_ORIGINAL_TOPIC, bytes("payments")),
            header(Headers.DLT_ORIGINAL_PARTITION, ByteBuffer.allocate(4).putInt(3).array()),
            header(Headers.DLT_ORIGINAL_OFFSET, ByteBuffer.allocate(8).putLong(17).array())),
        letter(
            header(Headers.CONNECT_TOPIC, bytes("payments")),
            header(Headers.CONNECT_PARTITION, bytes("3")),
            header(Headers.CONNECT_OFFSET, bytes("18"))));
    awaitOutcomes(station, 3);
    ran(station, "dead-letters", "discard", "--all", "--who", "ann");
    ran(station, "protect", "on", "--for", "1m", "--reason", "a try");
    ran(station, "protect", "off", "--reason", "tried");
    Awaitility.await("the agent has told its readings")
        .atMost(PATIENCE)
        .until(() -> !read(station, TopicCatalogue.HOST_PRESSURE).isEmpty());
  }

  /** From the caller's header on: request, letter, replayed request, and both outcomes. */
  private static void assertOneTrace(Station station) {
    List<String> traces =
        Stream.of(TopicCatalogue.REQUESTS, TopicCatalogue.OUTCOMES, TopicCatalogue.DEAD_LETTERS)
            .flatMap(topic -> read(station, topic).stream())
            .map(record -> RaidoRecords.headerText(record.headers(), Headers.TRACEPARENT))
            .filter(Objects::nonNull)
            .map(traceparent -> traceparent.split("-", -1)[1])
            .toList();
    assertThat(traces).hasSize(5).containsOnly(Caller.TRACE_ID);
  }

  private static void awaitOutcomes(Station station, int count) {
    Awaitility.await(count + " outcomes")
        .atMost(PATIENCE)
        .until(() -> read(station, TopicCatalogue.OUTCOMES).size() == count);
  }

  private static void ran(Station station, String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--kafka", station.bootstrapServers()));
    CommandLine raido = Raido.commandLine();
    StringWriter said = new StringWriter();
    raido.setOut(new PrintWriter(said, true)).setErr(new PrintWriter(said, true));
    assertThat(raido.execute(line.toArray(String[]::new))).as("%s: %s", line, said).isZero();
  }

  private static boolean isRubbish(ConsumerRecord<byte[], byte[]> record) {
    return record.topic().equals(TopicCatalogue.REQUESTS)
        && new String(record.value(), UTF_8).equals("not json");
  }

  private static ProducerRecord<byte[], byte[]> letter(Header... headers) {
    return new ProducerRecord<>(
        TopicCatalogue.DEAD_LETTERS, 0, bytes("a"), bytes("{\"amount\":1}"), List.of(headers));
  }

  private static Header header(String name, byte[] value) {
    return new RecordHeader(name, value);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @SafeVarargs
  private static void publish(Station station, ProducerRecord<byte[], byte[]>... records)
      throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", station.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (ProducerRecord<byte[], byte[]> record : records) {
        producer.send(record).get();
      }
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(Station station, String topic) {
    return CommittedRecords.of(station.bootstrapServers(), topic);
  }
}
