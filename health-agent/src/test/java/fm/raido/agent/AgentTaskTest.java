package fm.raido.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.settings.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class AgentTaskTest {
  private static final AgentTask.Options NONE =
      new AgentTask.Options(false, false, null, null, false, false, null);

  @Test
  void withoutOptionsItIsTheAgent() {
    assertThat(AgentTask.of(NONE, "ann")).isEqualTo(new AgentTask.Run());
  }

  @Test
  void aRehearsalIsHalfAMinuteLongAndByThisUser() {
    assertThat(
            AgentTask.of(
                new AgentTask.Options(false, false, "Critical", null, false, true, null), "ann"))
        .isEqualTo(
            new AgentTask.Rehearse(PressureLevel.CRITICAL, Duration.ofSeconds(30), true, "ann"));
    assertThat(
            AgentTask.of(
                new AgentTask.Options(false, false, "warning", "10m", false, false, "bo"), "ann"))
        .isEqualTo(
            new AgentTask.Rehearse(PressureLevel.WARNING, Duration.ofMinutes(10), false, "bo"));
  }

  @Test
  void watchAndExplainTakeATimeAndJson() {
    assertThat(
            AgentTask.of(new AgentTask.Options(true, false, null, "30s", true, false, null), "ann"))
        .isEqualTo(new AgentTask.Watch(Optional.of(Duration.ofSeconds(30)), true));
    assertThat(
            AgentTask.of(new AgentTask.Options(false, true, null, null, false, false, null), "ann"))
        .isEqualTo(new AgentTask.Explain(Optional.empty(), false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--watch --explain              | only one of them at a time",
        "--explain --rehearse critical  | only one of them at a time",
        "--record a --watch             | only one of them at a time",
        "--scenario night               | --scenario needs --record",
        "--for 30s                      | --for needs --watch, --explain, --rehearse or --record",
        "--json                         | --json needs --watch or --explain",
        "--json --rehearse critical     | --json needs --watch or --explain",
        "--lift                         | --lift needs --rehearse critical",
        "--lift --rehearse warning      | --lift needs --rehearse critical: a warning leaves",
        "--who ann                      | --who needs --rehearse",
        "--who \"\" --rehearse warning  | --who must be 1 to 100 characters",
        "--rehearse big                 | --rehearse is \"big\": must be critical or warning",
        "--rehearse critical --for 11m  | --for is \"11m\": must be a duration from 1s to 10m",
        "--rehearse critical --for 0s   | --for is \"0s\": must be a duration from 1s to 10m",
        "--watch --for soon             | --for is \"soon\": must be a duration from 1ms to 7d",
        "--explain --for 100ms          | --for is \"100ms\": must be a duration from 500ms to 10m",
      })
  void whatMakesNoSenseIsAUsageError(String line, String message) {
    StringWriter errors = new StringWriter();
    CommandLine command =
        new CommandLine(new AgentCommand(Settings.of(Map.of("AGENT_HOST", "studio"))))
            .setTrimQuotes(true)
            .setErr(new PrintWriter(errors, true));
    assertThat(command.execute(line.split(" +", -1))).isEqualTo(2);
    assertThat(errors.toString()).contains(message).contains("Usage: agent");
  }

  @Test
  void controlCharactersAreNobodysName() {
    assertThatThrownBy(() ->
            AgentTask.of(
                new AgentTask.Options(false, false, "critical", null, false, false, "a\nb"), "ann"))
        .hasMessageContaining("without control characters");
  }
}
