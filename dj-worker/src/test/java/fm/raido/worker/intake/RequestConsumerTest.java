package fm.raido.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fm.raido.schemas.settings.RaidoSettings.GroupProtocol;
import fm.raido.schemas.topic.TopicCatalogue;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  @ParameterizedTest
  @EnumSource
  void passesOverAMissingPositionOnlyWhereTheClientLooksAhead(GroupProtocol protocol) {
    boolean looksAhead =
        RequestConsumer.looksAhead(RequestContainer.memberConfig(Map.of(), "group", "w", protocol));
    NoOffsetForPartitionException missing = new NoOffsetForPartitionException(PARTITION);
    switch (protocol) {
      case CONSUMER ->
          assertThat(RequestConsumer.withoutPosition(missing, looksAhead).isEmpty()).isTrue();
      case CLASSIC ->
          assertThatThrownBy(() -> RequestConsumer.withoutPosition(missing, looksAhead))
              .isSameAs(missing);
    }
  }

  @Test
  void hidesNothingOfAPartitionThatIsStillThere() {
    assertThatThrownBy(() ->
            RequestConsumer.whereAssigned(
                PARTITION, () -> Set.of(PARTITION), RequestConsumerTest::refuse))
        .isInstanceOf(IllegalStateException.class);
  }
}
