package fm.raido.controlroom.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.controlroom.scan.ScanProgress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReadingsTest {
  private final AtomicLong now = new AtomicLong();
  private final Readings readings = new Readings(now::get);

  @Test
  void aReadingIsToldWhileItMovesAndIsNotAtItsEnd() {
    ScanProgress log = readings.begin("raido.protection");
    assertThat(readings.moving(now.get())).isEmpty();
    log.read(1_000, 4_000_000);
    assertThat(readings.moving(now.get())).isEqualTo("raido.protection: 0 % of 4,000,000 records");
    now.addAndGet(Duration.ofSeconds(3).toNanos());
    log.read(1_000, 4_000_000);
    now.addAndGet(Duration.ofSeconds(3).toNanos());
    assertThat(readings.moving(now.get())).as("it stands still").isEmpty();
    log.read(2_000_000, 4_000_000);
    assertThat(readings.moving(now.get())).isEqualTo("raido.protection: 50 % of 4,000,000 records");
    log.read(4_000_000, 4_000_000);
    assertThat(readings.moving(now.get())).isEmpty();
  }
}
