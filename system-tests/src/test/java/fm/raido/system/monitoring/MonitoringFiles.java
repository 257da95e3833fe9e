package fm.raido.system.monitoring;

import static java.util.Objects.requireNonNull;

import fm.raido.schemas.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;

/** What lies in {@code deploy/monitoring}. */
final class MonitoringFiles {
  static final Path TREE = Path.of("..").toAbsolutePath().normalize();
  static final Path HERE = TREE.resolve("deploy").resolve("monitoring");
  static final Path DASHBOARDS = HERE.resolve("grafana").resolve("dashboards");

  private MonitoringFiles() {}

  /** A file in YAML. */
  static JsonNode yaml(String name) throws IOException {
    Object read =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(Files.readString(HERE.resolve(name)));
    return Json.MAPPER.valueToTree(read);
  }

  /** The rules that record a sum, or the alerts, by name. */
  static Map<String, JsonNode> rules(String kind) throws IOException {
    Map<String, JsonNode> rules = new TreeMap<>();
    for (JsonNode group : yaml("alerts.yml").path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        if (rule.has(kind)) {
          rules.put(rule.path(kind).stringValue(), rule);
        }
      }
    }
    return rules;
  }

  /** The dashboards, by file name. */
  static Map<String, JsonNode> dashboards() throws IOException {
    Map<String, JsonNode> dashboards = new TreeMap<>();
    try (Stream<Path> files = Files.list(DASHBOARDS)) {
      for (Path file : files.toList()) {
        dashboards.put(
            requireNonNull(file.getFileName()).toString(),
            Json.MAPPER.readTree(Files.readString(file)));
      }
    }
    return dashboards;
  }

  /** A dashboard's panels that show something. */
  static List<JsonNode> panels(JsonNode dashboard) {
    return StreamSupport.stream(dashboard.path("panels").spliterator(), false)
        .filter(panel -> !panel.path("type").stringValue().equals("row"))
        .toList();
  }

  /** Every expression of the rules and the dashboards, by where it stands. */
  static Map<String, String> expressions() throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (String kind : List.of("record", "alert")) {
      rules(kind).forEach((name, rule) -> found.put(name, rule.path("expr").stringValue()));
    }
    dashboards()
        .forEach((file, dashboard) -> {
          for (JsonNode panel : panels(dashboard)) {
            String place = file + ", " + panel.path("title").stringValue();
            List<String> targets = new ArrayList<>();
            panel.path("targets").forEach(target -> targets.add(target.path("expr").stringValue()));
            for (int i = 0; i < targets.size(); i++) {
              found.put(place + ", " + (i + 1), targets.get(i));
            }
          }
        });
    return found;
  }
}
