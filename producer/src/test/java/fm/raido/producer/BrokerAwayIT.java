package fm.raido.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fm.raido.producer.intake.IntakeId;
import fm.raido.schemas.announcement.RequestReader;
import fm.raido.schemas.announcement.RequestReading;
import fm.raido.schemas.topic.TopicCatalogue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A broker that goes away in the middle: every answer stays true, and comes in time. */
class BrokerAwayIT {
  private static final String SONG =
      "{\"station\":\"main\",\"kind\":\"intro\",\"track\":{\"artist\":\"Low\",\"title\":\"Lullaby\"}}";

  @Test
  void aBrokerThatIsGoneBeforeTheFirstSendMeansNotTaken(@TempDir Path directory) throws Exception {
    try (Bench bench = Bench.start(directory);
        ProducerProgram producer = bench.producer(Map.of())) {
      bench.stopBroker();

      Bench.Answer answer = inTime(bench, producer, SONG, "k1");

      assertThat(answer.json().path("taken").asString()).isEqualTo("no");
      assertThat(answer.json().path("detail").asString()).startsWith("not taken, repeat");
      Bench.Answer batch = inTime(bench, producer, "[" + SONG + "," + SONG + "]", "k2");
      assertThat(batch.json().path("announcements").size()).isEqualTo(2);
    }
  }

  @Test
  void aRepeatAfterTheBrokerIsBackIsTakenOnce(@TempDir Path directory) throws Exception {
    int port;
    String id;
    ProducerProgram producer;
    try (Bench bench = Bench.start(directory)) {
      producer = bench.producer(Map.of());
      port = Integer.parseInt(bench.bootstrapServers().replaceFirst(".*:", ""));
      assertThat(keyed(bench, producer, SONG.replace("Low", "Codeine"), "first").status())
          .isEqualTo(202);
      bench.stopBroker();

      Bench.Answer answer = inTime(bench, producer, SONG, "k1");

      // A broker on its way down may still say that it leads nothing: then it is certain.
      assertThat(answer.json().path("taken").asString()).isIn("no", "unknown");
      id = IntakeId.ofKey("main", "k1");
      // What is known stays known, and is answered from memory.
      assertThat(keyed(bench, producer, SONG.replace("Low", "Codeine"), "first").status())
          .isEqualTo(202);
    }
    try (Bench again = Bench.start(directory, port)) {
      // The failed publication has left no cool-down behind: the same key is taken now.
      Bench.Answer repeat = keyed(again, producer, SONG, "k1");
      for (int i = 0; i < 5 && repeat.status() == 503; i++) {
        repeat = keyed(again, producer, SONG, "k1");
      }
      assertThat(repeat.status()).as(repeat.text()).isEqualTo(202);
      assertThat(repeat.json().path("id").asString()).isEqualTo(id);
      Set<String> ids =
          again.records(TopicCatalogue.REQUESTS).stream()
              .map(record -> RequestReader.read(record.value()))
              .map(reading ->
                  reading instanceof RequestReading.Valid(var request) ? request.id() : "?")
              .collect(Collectors.toSet());
      assertThat(ids).hasSize(2).contains(id);
      producer.close();
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aBrokerThatFallsSilentMeansUnknownAndItsLateRecordIsKnownWhenItWakes(@TempDir Path directory)
      throws Exception {
    try (FrozenBroker broker = FrozenBroker.start(directory);
        Bench bench = Bench.at(broker.bootstrapServers());
        ProducerProgram producer = bench.producer(Map.of())) {
      assertThat(keyed(bench, producer, SONG.replace("Low", "Codeine"), "k0").status())
          .isEqualTo(202);
      broker.signal("-STOP");

      Bench.Answer answer = inTime(bench, producer, SONG, "k1");

      assertThat(answer.json().path("taken").asString()).isEqualTo("unknown");
      assertThat(answer.json().path("detail").asString())
          .startsWith("unknown, repeat with the same key");
      assertThat(answer.json().path("id").asString()).isEqualTo(IntakeId.ofKey("main", "k1"));
      broker.signal("-CONT");
      await("the brokers answer again")
          .atMost(Duration.ofSeconds(20))
          .until(() -> keyed(bench, producer, SONG, "k1").status() == 202);
      Bench.Answer repeat = keyed(bench, producer, SONG, "k1");
      assertThat(repeat.json().path("duplicate").asBoolean()).isTrue();
    }
  }

  private static Bench.Answer inTime(Bench bench, ProducerProgram producer, String body, String key)
      throws Exception {
    long start = System.nanoTime();
    Bench.Answer answer = keyed(bench, producer, body, key);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.headers().firstValue("retry-after")).isPresent();
    assertThat(took).isLessThan(Duration.ofSeconds(5));
    return answer;
  }

  private static Bench.Answer keyed(Bench bench, ProducerProgram producer, String body, String key)
      throws Exception {
    return bench.announce(
        producer, body, "Content-Type", "application/json", "Idempotency-Key", key);
  }
}
