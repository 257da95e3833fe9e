package fm.raido.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class KafkaRequestPublisherTest {
  @Test
  void aTimeOutBeforeTheSendMeansNotTakenAndOneAfterItMeansUnknown() {
    TimeoutException timeOut = new TimeoutException("60 ms");
    assertThat(KafkaRequestPublisher.beforeSend(timeOut))
        .isEqualTo(new PublishResult.NotTaken("60 ms"));
    assertThat(KafkaRequestPublisher.afterSend(timeOut))
        .isEqualTo(new PublishResult.Unknown("60 ms"));
  }

  @Test
  void aRefusalBeforeAnyAppendMeansNotTaken() {
    assertThat(KafkaRequestPublisher.afterSend(new RecordTooLargeException("x")))
        .isInstanceOf(PublishResult.NotTaken.class);
    assertThat(KafkaRequestPublisher.afterSend(new TopicAuthorizationException("x")))
        .isInstanceOf(PublishResult.NotTaken.class);
  }

  @Test
  void aFaultAfterTheAppendOrAnyOtherMeansUnknown() {
    assertThat(KafkaRequestPublisher.afterSend(new NotEnoughReplicasAfterAppendException("x")))
        .isInstanceOf(PublishResult.Unknown.class);
    assertThat(KafkaRequestPublisher.beforeSend(new IllegalStateException("closed")))
        .isInstanceOf(PublishResult.Unknown.class);
  }
}
