package fm.raido.worker.admission;

import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtectionLogAppenderTest {
  @ParameterizedTest
  @ValueSource(strings = {"1500", "30000", "60000"})
  void canBeMadeWhateverTimeForAnAnswerTheOperatorGives(String millis) {
    new ProtectionLogAppender(
            Map.of("bootstrap.servers", "127.0.0.1:1", "request.timeout.ms", millis),
            "w",
            Clock.systemUTC())
        .close();
  }
}
