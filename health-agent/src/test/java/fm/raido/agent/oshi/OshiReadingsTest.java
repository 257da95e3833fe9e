package fm.raido.agent.oshi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OshiReadingsTest {
  @Test
  void dropsTheFirstUseOfCpuBecauseItCountsFromTheMachinesStart() {
    OshiReadings oshi = new OshiReadings();
    assertThat(oshi.read().cpuPercent()).isNull();
    Use second = oshi.read();
    assertThat(second.cpuPercent()).isBetween(0.0, 100.0);
    assertThat(second.memoryPercent()).isBetween(0.0, 100.0);
    assertThat(second.cores()).isPositive();
    assertThat(oshi.scope()).isIn("host", "container");
  }
}
