package fm.raido.system.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.wire.Json;
import fm.raido.system.Skip;
import fm.raido.testkit.process.OnPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus' own judge of its files, where it is installed. */
@Timeout(120)
class AlertRulesIT {
  @TempDir Path dir;

  @Test
  void prometheusTakesItsConfiguration() throws Exception {
    // The token's file is where the programs run.
    promtool(MonitoringFiles.HERE, "check", "config", "--syntax-only", "prometheus.yml");
  }

  @Test
  void everyAlertFiresWhereItShouldAndNowhereElse() throws Exception {
    promtool(MonitoringFiles.HERE, "test", "rules", "alerts.test.yml");
  }

  @Test
  void everyExpressionOfADashboardCanBeParsed() throws Exception {
    List<Map<String, String>> rules = new ArrayList<>();
    MonitoringFiles.expressions()
        .forEach((place, expression) ->
            rules.add(
                Map.of(
                    "record",
                    "dashboard:" + rules.size(),
                    "expr",
                    expression.replace("$__rate_interval", "1m").replace("$job", ".+"))));
    Path file = dir.resolve("expressions.yml");
    Files.writeString(
        file,
        Json.MAPPER.writeValueAsString(
            Map.of("groups", List.of(Map.of("name", "dashboards", "rules", rules)))));
    promtool(dir, "check", "rules", file.toString());
  }

  private static void promtool(Path directory, String... arguments)
      throws IOException, InterruptedException {
    Optional<Path> promtool = OnPath.find("promtool");
    if (promtool.isEmpty()) {
      throw Skip.because(
          "the alert rules, for there is no promtool on the PATH (Debian: package prometheus)");
    }
    List<String> command = new ArrayList<>(List.of(promtool.get().toString()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("promtool", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      String said = Files.readString(output, StandardCharsets.UTF_8);
      assertThat(ended).as("%s ends: %s", command, said).isTrue();
      assertThat(process.exitValue()).as("%s: %s", command, said).isZero();
    } finally {
      Files.delete(output);
    }
  }
}
