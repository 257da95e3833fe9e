package fm.raido.agent.explain;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.agent.PlayedPulses;
import fm.raido.agent.publish.Pulse;
import fm.raido.protection.pressure.PressureThresholds;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ExplainerTest {
  private static final Duration LOOKED = Duration.ofMillis(1_300);

  @Test
  void everyNumberIsThatOfTheThresholdsInForce() {
    PressureThresholds strict =
        PressureThresholds.from(
            Settings.of(Map.of("CPU_WARN", "33", "CPU_CRITICAL", "66", "LOAD_PER_CORE", "true")));
    List<String> lines = lines(strict, new PlayedPulses(strict).io(4, 62.5));

    assertThat(lines)
        .contains(
            "io full stall      63 %  (built in: above one task that copies on a slow disk, measured;"
                + " the kernel's number counts in full from 4 blocked tasks on)",
            "  warning   REACHED, trips in 1s  from 60 % for 2s; left below 30 % for 10s",
            "  critical  17.5 points below     from 80 % for 400ms; left below 40 % for 10s",
            "cpu use            12.5 %  (settings CPU_WARN, CPU_CRITICAL)",
            "  warning   20.5 points below     from 33 % in 3 checks of 10s in a row; left below 29.7 % in 3 checks of 10s in a row",
            "  critical  53.5 points below     from 66 % in 5 checks of 10s in a row; left below 59.4 % in 3 checks of 10s in a row",
            "load               0.3  (settings LOAD_WARN, LOAD_CRITICAL, for one core)",
            "  warning   4.8 below             from 5 in 3 checks of 10s in a row; left below 4.5 in 3 checks of 10s in a row");
  }

  @Test
  void saysWhatIsInForce() {
    PressureThresholds thresholds = PressureThresholds.defaults();
    assertThat(lines(thresholds, new PlayedPulses(thresholds).io(4, 95)))
        .anyMatch(line -> line.startsWith("level     critical: io full stall 95 % for "))
        .contains("  critical  IN FORCE              from 80 % for 400ms; left below 40 % for 10s");
  }

  @Test
  void saysWhatCannotBeReadAndWhatFollows() {
    PressureThresholds thresholds = PressureThresholds.defaults();
    Pulse blind = new PlayedPulses(thresholds).look(50.0, null, 0.5, null, null, null);
    assertThat(NotRead.of(blind, thresholds))
        .containsExactly(
            "memory full stall (/proc/pressure/memory): such an overload is not seen at all",
            "io full stall (/proc/pressure/io): such an overload is seen by load alone, after 50s",
            "cpu some stall (/proc/pressure/cpu): such an overload is seen by cpu use alone, after 50s",
            "memory use: its rule never trips");
    assertThat(lines(thresholds, blind))
        .contains(
            "not read  memory full stall (/proc/pressure/memory): such an overload is not seen at all",
            "memory full stall  unknown  (built in: twice the share of the kernel's own example of a trigger)",
            "  warning   unknown               from 15 % for 500ms; left below 5 % for 10s");
    assertThat(NotRead.of(new PlayedPulses(thresholds).io(0.0), thresholds)).isEmpty();
  }

  @Test
  void theDocumentSaysTheSameAsTheText() {
    PressureThresholds thresholds = PressureThresholds.defaults();
    Pulse pulse = new PlayedPulses(thresholds).io(4, 62.5);
    JsonNode json =
        Json.MAPPER.valueToTree(
            new Explainer("kokoro", "studio", thresholds).explain(pulse, "no limit", LOOKED));

    assertThat(json.at("/host").stringValue()).isEqualTo("studio");
    assertThat(json.at("/rules").size()).isEqualTo(6);
    JsonNode io = json.at("/rules/1");
    assertThat(io.at("/signal").stringValue()).isEqualTo("IO_FULL");
    assertThat(io.at("/value").doubleValue()).isEqualTo(62.5);
    assertThat(io.at("/sustained").booleanValue()).isFalse();
    assertThat(io.at("/warning/missing").doubleValue()).isZero();
    assertThat(io.at("/warning/held").stringValue()).isEqualTo("PT1S");
    assertThat(io.at("/critical/missing").doubleValue()).isEqualTo(17.5);
    assertThat(json.at("/neverPublished").size()).isPositive();
  }

  private static List<String> lines(PressureThresholds thresholds, Pulse pulse) {
    Explainer explainer = new Explainer("kokoro", "studio", thresholds);
    return ExplanationText.lines(
        explainer.explain(pulse, "no limit", LOOKED), explainer.standings(pulse), thresholds);
  }
}
