package fm.raido.system;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.wire.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code raido station} as the README has it. */
class StationIT {
  private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();

  /** Settings of somebody who has a cluster too; a station's own broker asks for none of it. */
  private static final Map<String, String> CLUSTERS =
      Map.of(
          "KAFKA_SECURITY_PROTOCOL", "sasl_ssl",
          "KAFKA_USERNAME", "raido-worker",
          "KAFKA_PASSWORD", "hush-4711",
          "KAFKA_CA_FILE", "/no/such/ca.pem");

  @TempDir Path dir;

  @Test
  void speaksTheExampleShowAndSumsItUp() throws IOException, UnsupportedAudioFileException {
    JsonNode summary =
        once("--show", EXAMPLES.resolve("evening-show.jsonl").toString(), "--out", "out");

    assertThat(summary.get("requests").intValue()).isEqualTo(9);
    assertThat(summary.get("spoken").intValue()).isEqualTo(7);
    assertThat(summary.get("fallback").intValue()).isEqualTo(1);
    assertThat(summary.get("expired").intValue()).isEqualTo(1);
    assertThat(summary.get("deadLettered").intValue()).isZero();
    assertThat(summary.get("waiting").intValue()).isZero();
    assertThat(summary.get("seconds").doubleValue()).isPositive();
    assertThat(summary.get("files").size()).isEqualTo(8);
    for (JsonNode file : summary.get("files")) {
      assertPlays(dir.resolve(file.stringValue()));
    }

    // Again, with the same data: the audio is in the store, and no track is in its cool-down.
    JsonNode again = once("--show", EXAMPLES.resolve("evening-show.m3u").toString());
    assertThat(again.get("spoken").intValue() + again.get("fallback").intValue())
        .isEqualTo(again.get("requests").intValue());
  }

  /** A file that a player can open, at least as long as the shortest line takes. */
  private static void assertPlays(Path file) throws IOException, UnsupportedAudioFileException {
    AudioFileFormat format = AudioSystem.getAudioFileFormat(file.toFile());
    double seconds = format.getFrameLength() / format.getFormat().getFrameRate();
    assertThat(seconds).describedAs(file.toString()).isBetween(1.0, 30.0);
    assertThat(Files.size(file))
        .isGreaterThan((long) (seconds * format.getFormat().getFrameRate()));
  }

  private JsonNode once(String... arguments) {
    List<String> all = new java.util.ArrayList<>(List.of("--once", "--json"));
    all.addAll(List.of(arguments));
    try (StationProcess station = StationProcess.start(dir, CLUSTERS, all.toArray(String[]::new))) {
      assertThat(station.awaitEnd(120)).describedAs(station.output()).isZero();
      String last = station.output().strip().lines().reduce("", (before, line) -> line);
      return Json.MAPPER.readTree(last);
    }
  }

  @Test
  void rehearsesAnOutageFromTheFirstFailureToTheRecovery() {
    try (StationProcess station = StationProcess.start(dir, Map.of(), "--rehearse-outage")) {
      assertThat(station.awaitEnd(150)).describedAs(station.output()).isZero();
      assertThat(station.output())
          .contains("the voice goes down")
          .contains("QUIET: breaker open: 5 failed calls in a row")
          .contains("  fallback  ")
          .contains("half open")
          .contains("the probe was spoken")
          .contains("0 dead-lettered (0 waiting)");
      String afterTheProbe =
          station.output().substring(station.output().indexOf("the probe was spoken"));
      assertThat(afterTheProbe).contains("  spoken  ");
    }
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "TTS_TIMEOUT, soon, must be a duration",
    "TTS_MAX_PER_MINUTE, 0, must be a whole number from 1",
    "KOKORO_BASE_URL, ftp://voice, must be an http or https URL",
    "DJ_FALLBACK, tape, must be templates or none",
    "CPU_WARN, 99, must be at most CPU_CRITICAL"
  })
  void aWrongSettingIsOneLineWithNameValueAndRule(String name, String value, String rule) {
    try (StationProcess station = StationProcess.start(dir, Map.of(name, value), "--once")) {
      assertThat(station.awaitEnd(60)).describedAs(station.output()).isEqualTo(2);
      assertThat(station.output())
          .contains(name)
          .contains(value)
          .contains(rule)
          .doesNotContain("\tat ");
    }
  }

  @Test
  void aFaultyShowIsToldLineByLineAndNothingIsFed() throws IOException {
    Path show = dir.resolve("show.jsonl");
    Files.writeString(
        show,
        "{\"station\":\"main\",\"kind\":\"station-id\"}\n{\"kind\":\"intro\"}\nnot json\n{\"kind\":\"custom\",\"text\":\"x\",\"airBy\":\"2001-01-01T00:00:00Z\"}\n");
    try (StationProcess station =
        StationProcess.start(dir, Map.of(), "--once", "--show", show.toString())) {
      assertThat(station.awaitEnd(60)).isEqualTo(2);
      assertThat(station.output())
          .contains("line 2: track")
          .contains("line 3")
          .contains("line 4: airBy")
          .doesNotContain("\tat ");
    }
    try (StationProcess station =
        StationProcess.start(dir, Map.of(), "--once", "--show", "nowhere.jsonl")) {
      assertThat(station.awaitEnd(60)).isEqualTo(1);
      assertThat(station.output()).contains("nowhere.jsonl").doesNotContain("\tat ");
    }
  }

  @Test
  void aPortThatIsTakenIsOneLine() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        StationProcess station =
            StationProcess.start(
                dir, Map.of("PRODUCER_PORT", Integer.toString(taken.getLocalPort())), "--once")) {
      assertThat(station.awaitEnd(60)).describedAs(station.output()).isEqualTo(1);
      assertThat(station.output())
          .contains("PRODUCER_PORT")
          .contains(Integer.toString(taken.getLocalPort()))
          .doesNotContain("\tat ");
    }
  }
}
