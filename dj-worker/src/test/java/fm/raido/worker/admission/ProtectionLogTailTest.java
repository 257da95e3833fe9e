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
}
