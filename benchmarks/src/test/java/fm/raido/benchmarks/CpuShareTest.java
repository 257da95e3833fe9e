package fm.raido.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuShareTest {
  @Test
  void othersIsWhatWasUsedAndNotByThisProcessOrItsChildren() {
    CpuShare before =
        CpuShare.of(
            "cpu  100 0 100 800 0 0 0 0 0 0", "7 (a b) S 1 1 1 0 -1 0 0 0 0 0 10 10 5 5 20");
    CpuShare after =
        CpuShare.of(
            "cpu  160 0 120 900 20 0 0 0 9 0", "7 (a b) S 1 1 1 0 -1 0 0 0 0 0 20 15 20 5 20");
    assertThat(before).isEqualTo(new CpuShare(1_000, 200, 30));
    assertThat(after.othersSince(before)).isEqualTo((80.0 - 30) / 200);
  }
}
