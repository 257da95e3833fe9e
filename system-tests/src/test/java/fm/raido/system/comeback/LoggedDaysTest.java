package fm.raido.system.comeback;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.protection.fold.ProtectionFold;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.settings.Settings;
import fm.raido.worker.loop.WorkerRules;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoggedDaysTest {
  private static final Instant END = Instant.parse("2026-11-09T20:00:00Z");

  @Test
  void holdWhatABusyLogHoldsAtTheDefaultsAndTheFoldTakesAllOfIt() {
    LoggedDays days =
        LoggedDays.eight(WorkerRules.of(Settings.of(Map.of()), "a-store").fold(), END);
    ProtectionFold fold = new ProtectionFold();
    Map<String, Integer> counts = new HashMap<>();
    Instant[] first = {Instant.MAX};
    days.forEach(logged -> {
      fold.apply(Optional.of(logged.record()), logged.at());
      counts.merge(logged.record().getClass().getSimpleName(), 1, Integer::sum);
      first[0] = first[0].isBefore(logged.at()) ? first[0] : logged.at();
    });
    fold.apply(Optional.of(days.goodbye()), END);

    assertThat(counts.values().stream().mapToInt(n -> n).sum()).isEqualTo(LoggedDays.EIGHT_DAYS);
    assertThat(counts)
        .containsEntry("HostBeat", 138_240)
        .containsEntry("CallAsked", 138_238)
        .containsEntry("CallEnded", 115_200)
        .containsEntry("SlotFreed", 1_152)
        .containsEntry("SettingsSet", 8);
    assertThat(fold.counters()).containsEntry("granted", 115_200L).containsEntry("clock", 0L);
    assertThat(fold.skipped()).isEmpty();
    assertThat(Duration.between(first[0], END)).isEqualTo(Duration.ofDays(8));
    assertThat(fold.gate(END.plusSeconds(60)).isOpen()).as("ready to speak").isTrue();
    assertThat(days.goodbye()).isInstanceOf(ProtectionRecord.HostBeat.class);
  }
}
