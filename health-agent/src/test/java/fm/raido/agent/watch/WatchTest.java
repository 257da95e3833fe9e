package fm.raido.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.agent.OwnLooks;
import fm.raido.agent.PlayedPulses;
import fm.raido.agent.ReadingSource;
import fm.raido.agent.publish.PressureReport;
import fm.raido.protection.pressure.PressureThresholds;
import fm.raido.protection.pressure.Readings;
import fm.raido.schemas.pressure.HostPressure;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.wire.RaidoRecords;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final PressureThresholds THRESHOLDS = PressureThresholds.defaults();
  private static final PressureReport STUDIO = new PressureReport("kokoro", "studio", THRESHOLDS);

  private final StringWriter written = new StringWriter();
  private final PrintWriter out = new PrintWriter(written);
  private final PlayedPulses host = new PlayedPulses(THRESHOLDS);

  @Test
  void aLineIsARecordOfTheReadingsTopicAndNoLineMoreThanThat() {
    JsonLines lines = new JsonLines(STUDIO, out, () -> false);
    for (int i = 0; i < 8; i++) {
      assertThat(lines.show(host.look(55.5, 40.0, 0.5, 0.0, 0.0, 95.0))).isTrue();
    }
    List<HostPressure> records =
        written
            .toString()
            .lines()
            .map(line ->
                RaidoRecords.readPressure(line.getBytes(StandardCharsets.UTF_8)).orElseThrow())
            .toList();
    assertThat(records)
        .extracting(HostPressure::level)
        .as("at start, at the change, after each second")
        .containsExactly(PressureLevel.NORMAL, PressureLevel.CRITICAL, PressureLevel.CRITICAL);
    HostPressure last = records.getLast();
    assertThat(last.cpuPercent()).isEqualTo(55.5);
    assertThat(last.signals())
        .contains(
            new HostPressure.SignalPressure("IO_FULL", 95.0, PressureLevel.CRITICAL, 60, 80),
            new HostPressure.SignalPressure("LOAD", null, PressureLevel.NORMAL, 5, 10));
    assertThat(last.refused()).isNull();
  }

  @Test
  void nonsenseIsNamedInTheLine() {
    var _ = new JsonLines(STUDIO, out, () -> false).show(host.look(-1.0, 40.0, 0.5, 0.0, 0.0, 0.0));
    assertThat(written.toString())
        .contains("\"refused\":[\"cpu use -1.0: must be from 0 to 100\"]")
        .doesNotContain("\"cpuPercent\"");
  }

  @Test
  void aReaderThatHasGoneEndsIt() {
    Still source = new Still();
    try (OwnLooks looks = new OwnLooks(source, THRESHOLDS, Clock.systemUTC())) {
      Watch.lines(looks, STUDIO, out, () -> true).run(Optional.empty());
    }
    assertThat(written.toString().lines()).hasSize(1);
    assertThat(source.closed).isTrue();
  }

  @Test
  void itsTimeEndsItAndTheTerminalIsGivenBack() {
    try (OwnLooks looks = new OwnLooks(new Still(), THRESHOLDS, Clock.systemUTC())) {
      Watch.bars(looks, STUDIO, out, () -> false, Map.of("NO_COLOR", "1"))
          .run(Optional.of(Duration.ofMillis(1)));
    }
    assertThat(written.toString())
        .startsWith("\033[?1049h")
        .contains("\033[?1049lstudio (speech service kokoro, host) NORMAL")
        // A colour ends in m; what ends in H only goes somewhere.
        .doesNotContainPattern("\033\\[[0-9;]*m");
  }

  @Test
  void onlyATerminalThatIsNoneOfTheDumbIsDrawnOn() {
    assertThat(Watch.canDraw(Map.of("TERM", "xterm-256color"))).isTrue();
    assertThat(Watch.canDraw(Map.of("TERM", "dumb"))).isFalse();
    assertThat(Watch.canDraw(Map.of())).isFalse();
  }

  /** A host where nothing ever happens. */
  private static final class Still implements ReadingSource {
    private boolean closed;

    @Override
    public boolean sample(long nowNanos) {
      return true;
    }

    @Override
    public Readings look(Instant at) {
      return new Readings(at, 1.0, 1.0, 0.0, 2, 0.0, 0.0, 0.0, 0.0, 0.0, null);
    }

    @Override
    public String scope() {
      return "host";
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
