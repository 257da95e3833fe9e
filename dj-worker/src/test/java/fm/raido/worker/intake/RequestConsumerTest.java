package fm.raido.worker.intake;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fm.raido.schemas.topic.TopicCatalogue;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RequestConsumerTest {
  private static final TopicPartition PARTITION = new TopicPartition(TopicCatalogue.REQUESTS, 1);

  private static void refuse() {
    throw new IllegalStateException("No current assignment for partition " + PARTITION);
  }

  @Test
  void passesOverAPartitionThatTheClientHasTakenAwayMeanwhile() {
    assertThatCode(
            () -> RequestConsumer.whereAssigned(PARTITION, Set::of, RequestConsumerTest::refuse))
        .doesNotThrowAnyException();
  }

  @Test
  void hidesNothingOfAPartitionThatIsStillThere() {
    assertThatThrownBy(() ->
            RequestConsumer.whereAssigned(
                PARTITION, () -> Set.of(PARTITION), RequestConsumerTest::refuse))
        .isInstanceOf(IllegalStateException.class);
  }
}
