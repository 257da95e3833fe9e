package fm.raido.station;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fm.raido.agent.AgentMain;
import fm.raido.schemas.settings.WrongSetting;
import fm.raido.schemas.wire.Json;
import fm.raido.testkit.process.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** With {@code LOG_FORMAT=ecs}, each line of each program is JSON by the Elastic Common Schema. */
@Timeout(120)
class LogFormatIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern KAFKA = Pattern.compile("(?m)^ {2}kafka {4}(?<address>\\S+)$");

  @TempDir Path dir;

  @Test
  void everyLineOfEveryProgramIsAnObjectByTheSchema() throws IOException {
    Path log = dir.resolve("data").resolve("station.log");
    try (ChildJvm station = child("station", Raido.class, "", "station", "--data", "data")) {
      Awaitility.await("the station has told where its broker is")
          .atMost(PATIENCE)
          .until(() -> KAFKA.matcher(running(station).output()).find());
      Matcher told = KAFKA.matcher(station.output());
      assertThat(told.find()).isTrue();
      String kafka = String.valueOf(told.group("address"));
      Awaitility.await("the station's log has a line").atMost(PATIENCE).until(() -> hasLine(log));

      Map<String, ChildJvm> programs = new TreeMap<>();
      for (String name : List.of("producer", "worker", "control-room")) {
        programs.put(name, child(name, Raido.class, kafka, name));
      }
      programs.put("agent", child("agent", AgentMain.class, kafka));
      try {
        programs.forEach((name, program) -> {
          Awaitility.await("a line of " + name)
              .atMost(PATIENCE)
              .until(() -> hasLine(running(program).outputFile()));
          assertThat(lines(program.outputFile()))
              .as(name)
              .allSatisfy(line -> assertIsOf("raido-" + name, line));
        });
      } finally {
        programs.values().forEach(ChildJvm::kill);
      }
      assertThat(lines(log)).allSatisfy(line -> assertIsOf("raido-station", line));
      station.kill();
    }
  }

  @Test
  void aFormThatThereIsNotIsToldBeforeAnythingStarts() {
    assertThatThrownBy(() -> Logs.configure(Map.of("LOG_FORMAT", "xml"), "worker"))
        .isInstanceOf(WrongSetting.class)
        .hasMessage("LOG_FORMAT is \"xml\": must be text or ecs");
  }

  private static void assertIsOf(String program, String line) {
    JsonNode json = Json.MAPPER.readTree(line);
    assertThat(Instant.parse(json.path("@timestamp").asString(""))).isAfter(Instant.EPOCH);
    assertThat(json.path("log").path("level").asString("")).matches("INFO|WARN|ERROR");
    assertThat(json.path("log").path("logger").asString("")).isNotBlank();
    assertThat(json.path("message").asString("")).isNotBlank();
    assertThat(json.path("ecs").path("version").asString("")).startsWith("8.");
    assertThat(json.path("service").path("name").asString("")).isEqualTo(program);
  }

  private ChildJvm child(String name, Class<?> main, String kafka, String... arguments) {
    return ChildJvm.of(name, main.getName())
        .options(
            List.of(
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"))
        .arguments(List.of(arguments))
        .directory(dir)
        .environment(
            Map.of(
                "LOG_FORMAT", "ecs",
                "KAFKA_BOOTSTRAP_SERVERS", kafka,
                "PRODUCER_PORT", "0",
                "WORKER_PORT", "0",
                "CONTROL_ROOM_PORT", "0",
                "TTS_CACHE_DIR", dir.resolve("data").resolve("tts").toString(),
                "AGENT_HOST", "another",
                "PROTECT_ON_HOSTS", "nobody"))
        .start();
  }

  private static ChildJvm running(ChildJvm program) {
    program.requireAlive();
    return program;
  }

  private static boolean hasLine(Path file) throws IOException {
    return Files.exists(file) && Files.readString(file, UTF_8).contains("\n");
  }

  /** Those that are whole. */
  private static List<String> lines(Path file) {
    String text;
    try {
      text = Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    lines.removeLast();
    return lines;
  }
}
