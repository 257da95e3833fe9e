package fm.raido.controlroom;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.settings.RaidoSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-01T20:15:00Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "topics                                | say what, apply or check",
        "topics apply --wait=soon              | --wait is \"soon\": must be a duration from 1s to 10m",
        "topics apply --wait=0s                | --wait is \"0s\"",
        "topics apply --wait=1h                | --wait is \"1h\"",
        "protect                               | say what, on, off or forget",
        "protect on                            | --reason",
        "protect on --reason=x --for=8d        | --for is \"8d\": must be a duration over 0s and at most 7d",
        "protect on --reason=x --for=0s        | --for is \"0s\"",
        "protect on --reason=x --for=soon      | --for is \"soon\"",
        "protect on --reason=                  | --reason must be 1 to 300 characters",
        "protect forget                        | HOST",
        "status --yaml                         | --yaml",
        "explain                               | REQUEST-ID",
        "explain so~ng                         | REQUEST-ID is \"so~ng\": must be an id of letters, digits and ._:-",
        "doctor now                            | now",
        "dead-letters                          | say what, list, show, replay, discard or history",
        "dead-letters list --reason=why        | --reason is \"why\": must be EXHAUSTED, FOREIGN",
        "dead-letters list --kind=song         | --kind is \"song\": must be intro, outro",
        "dead-letters list --since=soon        | --since is \"soon\": must be a time such as",
        "dead-letters list --since=1h --until=2h | is not before --until",
        "dead-letters list --max=-1            | --max is -1: must be at least 1, or 0 for all",
        "dead-letters replay                   | say which letters, by a filter such as --id, or --all",
        "dead-letters replay --all --rate=0/s  | --rate is \"0/s\": must be a number over 0",
        "dead-letters replay --all --rate=fast | --rate is \"fast\"",
        "dead-letters replay --all --max=0     | --max is \"0\": must be at least 1",
        "dead-letters replay --all --ahead=-1  | --ahead is \"-1\": must be at least 1, or 0",
        "dead-letters replay --all --voice=/x  | --voice is \"/x\": must match",
        "dead-letters replay --all --speed=9   | --speed is \"9.0\": must be from 0.25 to 4",
        "dead-letters replay --all --text=x    | --text is for one letter",
        "dead-letters discard                  | say which letters",
        "dead-letters show                     | ID",
      })
  void wrongUsageIsToldAndEndsWith2(String args, String words) {
    Run run = Run.of(Map.of(), CLOCK, args.split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(String.join("\n", run.err())).contains(words);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aWrongSettingEndsWith2() {
    Run run = Run.of(Map.of("PARTITIONS", "many"), CLOCK, "topics", "check");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .containsExactly("PARTITIONS is \"many\": must be a whole number from 1 to 1000");
  }

  @Test
  void anAddressThatIsNoneEndsWith2() {
    Run run = Run.of(Map.of(), CLOCK, "status", "--kafka", "not an address");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .containsExactly(
            "--kafka is \"not an address\": must be host:port, or several with commas between");
  }

  @Test
  void aHostThatNobodyKnowsIsToldInOneLine() {
    Run run = Run.of(Map.of(), CLOCK, "status", "--kafka", "nowhere.invalid:9092");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).hasSize(1);
    assertThat(run.err().getFirst()).startsWith("cannot reach Kafka at nowhere.invalid:9092: ");
  }

  @Test
  void settingsShowsEveryOneWithWhereItComesFrom() {
    Run run = Run.of(Map.of("TTS_TIMEOUT", "20s", "raido.tts.grace", "5s"), CLOCK, "settings");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).hasSize(1 + RaidoSettings.ALL.size());
    assertThat(run.out().stream().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "NAME VALUE DEFAULT FROM",
            "TTS_TIMEOUT 20s 15s TTS_TIMEOUT",
            "TTS_GRACE 5s 30s raido.tts.grace",
            "MAX_ATTEMPTS 2 2 default",
            "STATIONS - - default");
  }

  @Test
  void settingsTellsWhatIsWrongAndShowsTheRest() {
    Run run = Run.of(Map.of("MAX_ATTEMPTS", "0"), CLOCK, "settings");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).hasSize(1 + RaidoSettings.ALL.size());
    assertThat(run.err())
        .containsExactly("MAX_ATTEMPTS is \"0\": must be a whole number from 1 to 100");
  }

  @Test
  void upgradeSaysThatThereIsNothingNewer() {
    Run run = Run.of(Map.of(), CLOCK, "settings", "upgrade");
    assertThat(run)
        .isEqualTo(
            new Run(
                0,
                java.util.List.of(
                    "nothing to do: this program knows version 1 of the protection log's rules, and there is no newer one"),
                java.util.List.of()));
  }
}
