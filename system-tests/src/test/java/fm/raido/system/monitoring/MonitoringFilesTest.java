package fm.raido.system.monitoring;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.settings.RaidoSettings;
import fm.raido.schemas.settings.Settings;
import fm.raido.testkit.metrics.MetricRow;
import fm.raido.testkit.metrics.MetricsDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MonitoringFilesTest {
  /** A metric's name, and its braces where there are any. */
  private static final Pattern METRIC = Pattern.compile("(raido_[a-z0-9_]+)(?:\\{([^}]*)})?");

  private static final Pattern RECORD = Pattern.compile("raido:[a-z0-9_:]+");
  private static final Pattern MATCHER = Pattern.compile("([a-z_]+)\\s*(?:=|!=|=~|!~)\\s*\"");

  /** What Prometheus itself puts on every sample. */
  private static final Set<String> TARGET_LABELS = Set.of("job", "instance");

  @Test
  void rulesAndDashboardsAskOnlyForWhatTheDocumentTellsOf() throws IOException {
    Set<String> records = MonitoringFiles.rules("record").keySet();
    Map<String, String> expressions = MonitoringFiles.expressions();
    for (Map.Entry<String, String> entry : expressions.entrySet()) {
      Matcher metric = METRIC.matcher(entry.getValue());
      while (metric.find()) {
        String name = metric.group(1);
        Optional<MetricRow> row = documented(name);
        assertThat(row)
            .as("%s, asked for by %s, in docs/metrics.md", name, entry.getKey())
            .isPresent();
        Set<String> labels = new HashSet<>(row.orElseThrow().labels());
        labels.addAll(TARGET_LABELS);
        Matcher matcher = MATCHER.matcher(metric.group(2) == null ? "" : metric.group(2));
        while (matcher.find()) {
          assertThat(labels)
              .as("labels of %s in %s", name, entry.getKey())
              .contains(matcher.group(1));
        }
      }
      Matcher record = RECORD.matcher(entry.getValue());
      while (record.find()) {
        assertThat(records).as("recorded for %s", entry.getKey()).contains(record.group());
      }
    }
    assertThat(expressions.size()).isGreaterThan(60);
  }

  private static Optional<MetricRow> documented(String name) throws IOException {
    for (MetricRow row : MetricsDocument.ofThisTree().all()) {
      boolean part = row.type().equals("summary") && name.matches(row.name() + "_(count|sum|max)");
      if (part || (row.name().equals(name) && !row.type().equals("summary"))) {
        return Optional.of(row);
      }
    }
    return Optional.empty();
  }

  @Test
  void everyAlertSaysHowBadItIsAndWhereToReadOn() throws IOException {
    for (Map.Entry<String, JsonNode> alert : MonitoringFiles.rules("alert").entrySet()) {
      assertThat(alert.getValue().at("/labels/severity").stringValue())
          .as(alert.getKey())
          .isIn("warning", "critical");
      assertThat(alert.getValue().at("/annotations/summary").stringValue())
          .as(alert.getKey())
          .isNotBlank();
      String[] runbook = alert.getValue().at("/annotations/runbook").stringValue().split("#", -1);
      assertThat(runbook).as(alert.getKey()).hasSize(2);
      assertThat(headings(runbook[0])).as(alert.getKey()).contains(runbook[1]);
    }
  }

  /** The headings of a document, as links name them. */
  private static Set<String> headings(String document) throws IOException {
    Set<String> headings = new HashSet<>();
    for (String line : Files.readAllLines(MonitoringFiles.TREE.resolve(document))) {
      if (line.startsWith("#")) {
        headings.add(
            line.replaceFirst("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 -]", "")
                .replace(' ', '-'));
      }
    }
    return headings;
  }

  @Test
  void theDocumentHasEveryAlertWithItsLink() throws IOException {
    Pattern row = Pattern.compile("\\| `(Raido\\w+)` \\| .+ \\| \\[[^]]+]\\(([^)]+)\\) \\|");
    Map<String, String> documented = new TreeMap<>();
    for (String line : Files.readAllLines(MonitoringFiles.TREE.resolve("docs/metrics.md"))) {
      Matcher matcher = row.matcher(line);
      if (matcher.matches()) {
        documented.put(matcher.group(1), "docs/" + matcher.group(2));
      }
    }
    Map<String, String> rules = new TreeMap<>();
    MonitoringFiles.rules("alert")
        .forEach((name, rule) -> rules.put(name, rule.at("/annotations/runbook").stringValue()));
    assertThat(documented).isEqualTo(rules);
  }

  @Test
  void everyAlertHasACaseInWhichItFiresAndOneInWhichItMustNot() throws IOException {
    Set<String> fires = new TreeSet<>();
    Set<String> mustNot = new TreeSet<>();
    for (JsonNode test : MonitoringFiles.yaml("alerts.test.yml").path("tests")) {
      for (JsonNode expected : test.path("alert_rule_test")) {
        (expected.path("exp_alerts").isEmpty() ? mustNot : fires)
            .add(expected.path("alertname").stringValue());
      }
    }
    Set<String> alerts = MonitoringFiles.rules("alert").keySet();
    assertThat(fires).isEqualTo(alerts);
    assertThat(mustNot).isEqualTo(alerts);
  }

  @Test
  void programsAreLookedForAtTheirDefaultPorts() throws IOException {
    Settings defaults = new Settings(name -> null);
    Map<String, String> targets = new TreeMap<>();
    for (JsonNode job : MonitoringFiles.yaml("prometheus.yml").path("scrape_configs")) {
      JsonNode dns = job.at("/dns_sd_configs/0");
      targets.put(
          job.path("job_name").stringValue(),
          dns.isMissingNode()
              ? job.at("/static_configs/0/targets/0").stringValue()
              : dns.at("/names/0").stringValue() + ":" + dns.path("port").intValue());
    }
    assertThat(targets)
        .containsEntry("producer", "producer:" + defaults.get(RaidoSettings.PRODUCER_PORT))
        .containsEntry("dj-worker", "dj-worker:" + defaults.get(RaidoSettings.WORKER_PORT))
        .containsEntry(
            "control-room", "control-room:" + defaults.get(RaidoSettings.CONTROL_ROOM_PORT))
        .containsKey("health-agent");
  }

  @Test
  void dashboardsAreWhole() throws IOException {
    String source =
        MonitoringFiles.yaml("grafana/provisioning/datasources/raido.yml")
            .at("/datasources/0/uid")
            .stringValue();
    Set<String> names = new HashSet<>();
    for (Map.Entry<String, JsonNode> entry : MonitoringFiles.dashboards().entrySet()) {
      String file = entry.getKey();
      JsonNode dashboard = entry.getValue();
      assertThat(dashboard.path("uid").stringValue() + ".json").isEqualTo(file);
      assertThat(names.add(dashboard.path("title").stringValue())).as(file).isTrue();
      Set<Integer> ids = new HashSet<>();
      boolean[][] taken = new boolean[1_000][24];
      for (JsonNode panel : requireNonNull(dashboard.path("panels"))) {
        String place = file + ", " + panel.path("title").stringValue();
        assertThat(ids.add(panel.path("id").intValue())).as("own id of " + place).isTrue();
        takePlace(taken, panel.path("gridPos"), place);
      }
      for (JsonNode panel : MonitoringFiles.panels(dashboard)) {
        String place = file + ", " + panel.path("title").stringValue();
        assertThat(panel.path("targets").size()).as(place).isPositive();
        assertThat(panel.at("/datasource/uid").stringValue()).as(place).isEqualTo(source);
        panel
            .path("targets")
            .forEach(target ->
                assertThat(target.at("/datasource/uid").stringValue()).as(place).isEqualTo(source));
      }
    }
    assertThat(names).containsExactlyInAnyOrder("Raido: on air", "Raido: internals");
  }

  private static void takePlace(boolean[][] taken, JsonNode grid, String place) {
    int x = grid.path("x").intValue();
    int y = grid.path("y").intValue();
    for (int row = y; row < y + grid.path("h").intValue(); row++) {
      for (int column = x; column < x + grid.path("w").intValue(); column++) {
        assertThat(taken[row][column]).as(place + " lies on another").isFalse();
        taken[row][column] = true;
      }
    }
  }
}
