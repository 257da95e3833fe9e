package fm.raido.schemas.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.pressure.HostPressure;
import fm.raido.schemas.pressure.HostPressure.SignalPressure;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent's own writing and the mapper's are the same, byte for byte. */
class AgentJsonTest {
  private static final String ODD = "io \"full\" stall\n81 % \\ ä \u2603 \ud83c\udf99";

  static Stream<HostBeat> beats() {
    return Stream.of(
        new HostBeat("kokoro", "speech-1", PressureLevel.CRITICAL, ODD, false),
        new HostBeat("", "", PressureLevel.GOING_AWAY, "", true));
  }

  static Stream<HostPressure> readings() {
    Instant at = Instant.parse("2026-11-01T20:00:00.123456Z");
    return Stream.of(
        new HostPressure(
            1,
            "kokoro",
            "h",
            at,
            PressureLevel.NORMAL,
            ODD,
            "host",
            12.5,
            40.0,
            0.07,
            2,
            0.0,
            1e-3,
            100.0,
            List.of(ODD, "x"),
            List.of(
                new SignalPressure("IO_FULL", 1234.5, PressureLevel.WARNING, 60, 80),
                new SignalPressure("LOAD", null, PressureLevel.NORMAL, 5.25, 10))),
        new HostPressure(
            1,
            "kokoro",
            "h",
            at,
            PressureLevel.NORMAL,
            "",
            "container",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null),
        new HostPressure(
            1,
            "kokoro",
            "h",
            at,
            PressureLevel.NORMAL,
            "",
            "host",
            null,
            null,
            4e6,
            null,
            null,
            null,
            null,
            List.of(),
            List.of()));
  }

  @ParameterizedTest
  @MethodSource("beats")
  void aBeatIsWrittenAsTheMapperWouldWriteIt(HostBeat beat) {
    assertThat(new String(AgentJson.of(beat), UTF_8))
        .isEqualTo(
            new String(
                Json.MAPPER.writerFor(ProtectionRecord.class).writeValueAsBytes(beat), UTF_8));
  }

  @ParameterizedTest
  @MethodSource("readings")
  void readingsAreWrittenAsTheMapperWouldWriteThem(HostPressure pressure) {
    assertThat(new String(AgentJson.of(pressure), UTF_8))
        .isEqualTo(new String(Json.MAPPER.writeValueAsBytes(pressure), UTF_8));
  }
}
