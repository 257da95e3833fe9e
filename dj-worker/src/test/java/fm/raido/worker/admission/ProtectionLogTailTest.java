package fm.raido.worker.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProtectionLogTailTest {
  @Test
  void readsWhatIsThereAtOnceWhateverTheOperatorsFetchesDo() {
    assertThat(
            ProtectionLogTail.config(
                Map.of("fetch.min.bytes", "1000000", "fetch.max.wait.ms", "5000"), "w"))
        .containsEntry("fetch.min.bytes", 1)
        .containsEntry("fetch.max.wait.ms", 500);
  }

  /** Of 3 Mbit/s in 1.5 s: what does not come whole in time is asked for again for ever. */
  @Test
  void fetchesNoMoreAtOnceThanASlowWayCarriesBeforeTheTimeOut() {
    assertThat(
            (int)
                ProtectionLogTail.config(Map.of(), "w")
                    .getOrDefault("max.partition.fetch.bytes", 1 << 30))
        .isLessThan(3_000_000 / 8 * 3 / 2);
  }
}
