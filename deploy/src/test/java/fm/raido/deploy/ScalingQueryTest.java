package fm.raido.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalingQueryTest {
  private static final Manifest SCALED = ManifestFiles.one("ScaledObject", "dj-worker");
  private static final Map<String, String> TRIGGER =
      Manifest.words(Manifest.objects(SCALED.at("spec", "triggers")).getFirst().get("metadata"));
  private static final String QUERY = requireNonNull(TRIGGER.get("query"));

  /** Names with Prometheus' underscores for Micrometer's dots, and a timer's endings. */
  @Test
  void itAsksForMetricsThatWorkersHave() {
    String meters =
        ManifestFiles.text(Path.of("../dj-worker/src/main/java/fm/raido/worker/WorkerMeters.java"));
    List<String> names =
        Pattern.compile("raido_[a-z_]+(?=\\{)")
            .matcher(QUERY)
            .results()
            .map(found -> found.group().replaceAll("_seconds_sum$", "").replace('_', '.'))
            .distinct()
            .toList();
    assertThat(names).contains("raido.waiting", "raido.gate.closed", "raido.speech.calls");
    assertThat(names).allSatisfy(name -> assertThat(meters).contains("\"" + name + "\""));
  }

  @Test
  void itsNumbersAreThoseOfTheSettings() {
    Settings shared = Settings.of(SettingsTest.shared());
    int jobs = shared.get(RaidoSettings.MAX_CONCURRENT_JOBS);
    assertThat(QUERY).contains("[2m])) / " + jobs + ")");
    String threshold = requireNonNull(TRIGGER.get("threshold"));
    assertThat(QUERY).contains(threshold + " * (1 + ").contains("(" + threshold + " * count(");
    assertThat(SCALED.at("spec", "maxReplicaCount"))
        .hasToString(shared.get(RaidoSettings.PARTITIONS).toString());
  }

  @Test
  void itScalesTheWorkersAndNeverToNone() {
    assertThat(SCALED.at("spec", "scaleTargetRef", "name")).hasToString("\"dj-worker\"");
    assertThat(Integer.parseInt(String.valueOf(SCALED.at("spec", "minReplicaCount"))))
        .isGreaterThanOrEqualTo(2);
  }

  /**
   * Two workers. Waiting: requests that each holds. Busy: seconds of calls that each has in a
   * second. Closed: how many causes close the gate of the first and of the second.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "all is quiet,                                   0, 0,    0, 0,   0",
    "little waits,                                  10, 0.5,  0, 0,  20",
    "much waits and all are busy: one more,        300, 2,    0, 0, 180",
    "much waits because the budget is spent,       300, 0.25, 0, 0,  75",
    "the operator has closed it: as they are,      300, 0,    1, 1, 120",
    "closed for two causes: as they are,          3000, 0,    2, 1, 120",
    "one is cut off: the other one counts,         300, 2,    1, 0, 180",
  })
  void itAnswers(
      String what, int waiting, double busy, int first, int second, double value, @TempDir Path dir)
      throws IOException, InterruptedException {
    assumeTrue(Command.isThere("promtool"), "promtool is not there: the query is not run");
    Files.writeString(
        dir.resolve("rules.yml"),
        """
        groups:
          - name: scaling
            rules:
              - record: scaling
                expr: >-
                  %s
        """
            .formatted(QUERY.replace("\n", " ")),
        UTF_8);
    Path test = dir.resolve("test.yml");
    Files.writeString(
        test,
        """
        rule_files: [rules.yml]
        evaluation_interval: 15s
        tests:
          - interval: 15s
            input_series:
              - {series: 'raido_waiting{namespace="raido",instance="a"}', values: '%1$d+0x40'}
              - {series: 'raido_waiting{namespace="raido",instance="b"}', values: '%1$d+0x40'}
              - {series: 'raido_waiting{namespace="other",instance="c"}', values: '9999+0x40'}
              - {series: 'raido_gate_closed{namespace="raido",instance="a",cause="operator"}', values: '%3$d+0x40'}
              - {series: 'raido_gate_closed{namespace="raido",instance="a",cause="breaker_open"}', values: '%4$d+0x40'}
              - {series: 'raido_gate_closed{namespace="raido",instance="b",cause="operator"}', values: '%5$d+0x40'}
              - {series: 'raido_speech_calls_seconds_sum{namespace="raido",instance="a",result="spoken"}', values: '0+%2$sx40'}
              - {series: 'raido_speech_calls_seconds_sum{namespace="raido",instance="b",result="spoken"}', values: '0+%2$sx40'}
            promql_expr_test:
              - expr: round(sum(scaling), 0.001)
                eval_time: 8m
                exp_samples:
                  - value: %6$s
        """
            .formatted(
                waiting, busy * 15, Math.min(first, 1), Math.max(0, first - 1), second, value),
        UTF_8);
    Command.Done done = Command.run(List.of("promtool", "test", "rules", test.toString()));
    assertThat(done.out() + done.err()).as(what).contains("SUCCESS");
    assertThat(done.exitCode()).isZero();
  }

  @Test
  void itLooksAtTheNamespaceOfTheExample() {
    Manifest example =
        ManifestFiles.read(ManifestFiles.KUBERNETES.resolve("overlays/example/kustomization.yaml"))
            .getFirst();
    JsonObject json = example.json();
    assertThat(QUERY.split("namespace=\"" + Manifest.text(json, "namespace") + "\"", -1))
        .hasSizeGreaterThan(4);
  }
}
