package fm.raido.controlroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** It waits for real. */
class UnreachableIT {
  @ParameterizedTest
  @ValueSource(strings = {"topics apply", "status", "explain song-1"})
  void anUnreachableBrokerIsToldInOneLineAndInTime(String args) {
    long start = System.nanoTime();
    // Nobody listens on port 1.
    Run run =
        Run.of(
            Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1"), Clock.systemUTC(), args.split(" "));
    assertThat(run)
        .isEqualTo(
            new Run(
                1, List.of(), List.of("cannot reach Kafka at 127.0.0.1:1: no answer within 5s")));
    assertThat(System.nanoTime() - start)
        .as("5 s, and room for a busy machine")
        .isLessThan(9_000_000_000L);
  }
}
