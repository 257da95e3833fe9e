package fm.raido.worker;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.connection.KafkaConnection;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuickFailoverTest {
  @Test
  void aSettlementWaitsOneSecondForAnAnswerUnlessTheOperatorSaysOtherwise() {
    Map<String, Object> connection =
        new HashMap<>(QuickFailover.of(KafkaConnection.plain("127.0.0.1:1")));
    assertThat(connection).containsEntry("request.timeout.ms", 1_500);
    assertThat(QuickFailover.ofSettlements(connection)).containsEntry("request.timeout.ms", 1_000);
    connection.put("request.timeout.ms", "4000");
    assertThat(QuickFailover.ofSettlements(connection)).isEqualTo(connection);
  }
}
