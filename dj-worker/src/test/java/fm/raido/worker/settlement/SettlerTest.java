package fm.raido.worker.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.settlement.CommitMark;
import fm.raido.worker.intake.Ownership;
import fm.raido.worker.meters.KafkaMeters;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SettlerTest {
  private static final Batch BATCH =
      new Batch(List.of(new Batch.Part(0, 1, CommitMark.begin(7), List.of())));

  private final BlockingQueue<Object> requestMillis = new LinkedBlockingQueue<>();
  private final BlockingQueue<SettlementResult> results = new LinkedBlockingQueue<>();

  private Settler settler(
      Object first, Function<Map<String, Object>, Producer<byte[], byte[]>> producers) {
    return new Settler(
        Map.of("bootstrap.servers", "127.0.0.1:1", "request.timeout.ms", first),
        "w",
        () -> new Ownership(new MockConsumer<>("none").groupMetadata(), Map.of(0, 1L)),
        new CommittedMarks(Map.of()),
        results::add,
        new KafkaMeters(),
        config -> {
          requestMillis.add(config.getOrDefault("request.timeout.ms", "none"));
          return producers.apply(config);
        });
  }

  private static MockProducer<byte[], byte[]> producer(@Nullable RuntimeException atInit) {
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    producer.initTransactionException = atInit;
    return producer;
  }

  @Test
  void waitsLongerForSlowBrokersAndAsShortlyAsBeforeWhenTheyAreQuickAgain()
      throws InterruptedException {
    try (Settler settler =
        settler(
            1_000,
            config ->
                producer(requestMillis.size() < 3 ? new TimeoutException("no answer") : null))) {
      settler.start();
      settler.settle(BATCH);
      assertThat(results.poll(10, TimeUnit.SECONDS)).isInstanceOf(SettlementResult.Committed.class);
      settler.settle(BATCH);
      assertThat(results.poll(10, TimeUnit.SECONDS)).isInstanceOf(SettlementResult.Committed.class);
      assertThat(requestMillis).containsExactly(1_000, 2_000, 4_000, 1_000);
    }
  }

  @Test
  void isClosedWithoutHavingBeenStarted() {
    settler(1_000, config -> producer(null)).close();
    assertThat(requestMillis).isEmpty();
  }

  @Test
  void canMakeItsProducerWhateverTimeForAnAnswerTheOperatorGives() throws InterruptedException {
    BlockingQueue<Object> made = new LinkedBlockingQueue<>();
    try (Settler settler =
        settler(
            "60000",
            config -> {
              try (var real =
                  new KafkaProducer<>(
                      config, new ByteArraySerializer(), new ByteArraySerializer())) {
                made.add(real);
              } catch (RuntimeException e) {
                made.add(e);
              }
              return producer(null);
            })) {
      settler.start();
      assertThat(made.poll(10, TimeUnit.SECONDS)).isInstanceOf(KafkaProducer.class);
      assertThat(requestMillis).containsExactly(8_000);
    }
  }
}
