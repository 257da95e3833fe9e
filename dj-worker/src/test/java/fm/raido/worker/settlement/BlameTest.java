package fm.raido.worker.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlameTest {

  static java.util.List<RuntimeException> ofTheBrokers() {
    return java.util.List.of(
        new TimeoutException("no answer"),
        new KafkaException("in an error state", new TimeoutException("no answer")),
        new NotEnoughReplicasException("two are away"),
        new ProducerFencedException("fenced"),
        new KafkaException("in an error state", new InvalidProducerEpochException("old")),
        new TransactionAbortedException(),
        new TopicAuthorizationException("no right to write"),
        new IllegalStateException("closed"));
  }

  @ParameterizedTest
  @MethodSource("ofTheBrokers")
  void doesNotBlameTheBatchForWhatTheBrokersDo(RuntimeException failure) {
    assertThat(Blame.isOfBatch(failure)).isFalse();
  }

  @Test
  void blamesTheBatchForRecordsThatCannotBeWritten() {
    assertThat(Blame.isOfBatch(new RecordTooLargeException("2 MiB"))).isTrue();
    assertThat(
            Blame.isOfBatch(
                new KafkaException("in an error state", new RecordTooLargeException(""))))
        .isTrue();
    assertThat(Blame.isOfBatch(new SerializationException("no"))).isTrue();
    assertThat(Blame.isOfBatch(new KafkaException("nobody knows"))).isTrue();
  }
}
