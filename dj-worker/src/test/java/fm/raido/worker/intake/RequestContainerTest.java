package fm.raido.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.settings.RaidoSettings.GroupProtocol;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RequestContainerTest {
  private static final Map<String, Object> OPERATORS =
      Map.of("fetch.min.bytes", "1000000", "fetch.max.wait.ms", "5000");

  @ParameterizedTest
  @EnumSource
  void membersFetchWhatIsThereAtOnceWhateverTheOperatorsFetchesDo(GroupProtocol protocol) {
    assertThat(RequestContainer.memberConfig(OPERATORS, "group", "w", protocol))
        .containsEntry("fetch.min.bytes", 1)
        .containsEntry("fetch.max.wait.ms", 500);
  }

  @Test
  void soDoThoseThatReadWhatIsCommitted() {
    assertThat(RequestContainer.consumerConfig(OPERATORS, "group", "w-recovery"))
        .containsEntry("fetch.min.bytes", 1)
        .containsEntry("fetch.max.wait.ms", 500);
  }

  /** Of 6 Mbit/s in 1.5 s: what does not come whole in time is asked for again for ever. */
  @Test
  void fetchesNoMoreAtOnceThanASlowWayCarriesBeforeTheTimeOut() {
    assertThat(
            (int)
                RequestContainer.consumerConfig(Map.of(), "g", "w")
                    .getOrDefault("fetch.max.bytes", 1 << 30))
        .isLessThan(6_000_000 / 8 * 3 / 2);
  }
}
