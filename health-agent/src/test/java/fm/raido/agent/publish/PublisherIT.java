package fm.raido.agent.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fm.raido.protection.pressure.PressureState;
import fm.raido.protection.pressure.PressureThresholds;
import fm.raido.protection.pressure.Readings;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The thread itself, on Kafka's own stand-in for a producer; it takes the publisher's real time.
 */
class PublisherIT {
  private static final Instant NOW = Instant.parse("2026-11-01T20:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Deque<Producer<byte[], byte[]>> toOpen = new ArrayDeque<>();
  private final Publisher publisher =
      new Publisher(
          new BeatRecords("kokoro", "studio", PressureThresholds.defaults()),
          this::open,
          KafkaConnection.plain("kafka:9092"),
          Clock.systemUTC());
  private final Thread thread = Thread.ofPlatform().daemon().unstarted(publisher);

  @AfterEach
  void stop() throws InterruptedException {
    publisher.stop();
    thread.join(5_000);
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void aProducerThatCannotGoOnIsReplaced() {
    MockProducer<byte[], byte[]> first = producer();
    first.sendException = new OutOfOrderSequenceException("cannot go on");
    MockProducer<byte[], byte[]> second = producer();
    toOpen.add(first);
    toOpen.add(second);
    thread.start();
    beatAlong(() -> second.history().size() >= 2);
    assertThat(first.closed()).isTrue();
    assertThat(second.history()).extracting(r -> r.topic()).contains("raido.protection");
  }

  @Test
  void aRefusalOfTheFirstBeatIsTold() {
    MockProducer<byte[], byte[]> refused = producer();
    refused.sendException = new SaslAuthenticationException("invalid credentials");
    toOpen.add(refused);
    thread.start();
    publisher.hand(pulse(System.nanoTime()));
    await("the refusal").atMost(PATIENCE).until(() -> publisher.refused().isDone());
    assertThat(publisher.refused().join())
        .isEqualTo("the brokers at kafka:9092 cannot be used: invalid credentials");
    toOpen.add(producer());
  }

  @Test
  void aRefusalThatComesLaterEndsNothing() {
    MockProducer<byte[], byte[]> first = producer();
    MockProducer<byte[], byte[]> second = producer();
    toOpen.add(first);
    toOpen.add(second);
    thread.start();
    beatAlong(() -> publisher.counts().confirmed() > 0);
    first.sendException = new SaslAuthenticationException("invalid credentials");
    beatAlong(() -> !second.history().isEmpty());
    assertThat(publisher.refused()).isNotDone();
  }

  @Test
  void brokersWhoseNameCannotBeResolvedYetAreAskedAgain() {
    MockProducer<byte[], byte[]> later = producer();
    toOpen.add(later);
    // The first time there is nothing to open: that is what an unknown name looks like.
    toOpen.addFirst(new Unresolvable());
    thread.start();
    beatAlong(() -> !later.history().isEmpty());
  }

  @Test
  void aSamplerThatHangsLetsTheHostFallSilent() {
    MockProducer<byte[], byte[]> producer = producer();
    toOpen.add(producer);
    thread.start();
    publisher.hand(pulse(System.nanoTime()));
    await("the first beat").atMost(PATIENCE).until(() -> producer.history().size() == 2);
    await("two beats' time without a look")
        .during(Duration.ofSeconds(7))
        .atMost(Duration.ofSeconds(8))
        .until(() -> producer.history().size() == 2);
  }

  @Test
  void theGoodbyeIsTheLastBeat() throws InterruptedException {
    MockProducer<byte[], byte[]> producer = producer();
    toOpen.add(producer);
    thread.start();
    publisher.hand(pulse(System.nanoTime()));
    await("the first beat").atMost(PATIENCE).until(() -> producer.history().size() == 2);
    publisher.stop();
    thread.join(5_000);
    List<PressureLevel> levels =
        producer.history().stream()
            .filter(made -> made.topic().equals("raido.protection"))
            .map(made -> ((HostBeat) RaidoRecords.readProtection(made.value()).orElseThrow()))
            .map(HostBeat::level)
            .toList();
    assertThat(levels).containsExactly(PressureLevel.NORMAL, PressureLevel.GOING_AWAY);
    assertThat(producer.closed()).isTrue();
  }

  private void beatAlong(Callable<Boolean> enough) {
    await("beats")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> {
          publisher.hand(pulse(System.nanoTime()));
          return enough.call();
        });
  }

  private Producer<byte[], byte[]> open() {
    Producer<byte[], byte[]> next = Objects.requireNonNull(toOpen.poll(), "opened too often");
    if (next instanceof Unresolvable) {
      throw new KafkaException("no such name");
    }
    return next;
  }

  private static Pulse pulse(long nanos) {
    return new Pulse(
        PressureState.start(NOW),
        Readings.nothing(NOW),
        List.of(),
        "host",
        false,
        Instant.now(),
        nanos);
  }

  private static MockProducer<byte[], byte[]> producer() {
    return new MockProducer<>(
        true, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Stands for an opening that fails. */
  private static final class Unresolvable extends MockProducer<byte[], byte[]> {}
}
