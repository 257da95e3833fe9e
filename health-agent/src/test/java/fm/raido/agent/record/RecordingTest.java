package fm.raido.agent.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fm.raido.protection.pressure.PressureThresholds;
import fm.raido.schemas.protection.PressureLevel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
  private static final RecordingHeader HEADER =
      RecordingHeader.of(Instant.EPOCH, "Linux 6", 2, 1_024, "vda", "calm");

  @TempDir private Path dir;

  @Test
  void whatIsWrittenIsReadAgainWithCountersThatBeginAtZero() throws IOException {
    Path file = dir.resolve("a.jsonl.gz");
    try (RecordingWriter writer = new RecordingWriter(file, HEADER)) {
      writer.add(sample(0, 1_000, 12.5));
      writer.add(new Mark(25, Mark.LOAD_STARTS));
      writer.add(sample(50, 1_500, null));
    }
    assertThat(Recording.read(file))
        .isEqualTo(
            new Recording(
                HEADER,
                List.of(sample(0, 0, 12.5), sample(50, 500, null)),
                List.of(new Mark(25, Mark.LOAD_STARTS))));
  }

  @Test
  void aRecordingWhoseWriterWasKilledEndsWithItsLastWholeLine() throws IOException {
    Path file = dir.resolve("a.jsonl.gz");
    try (RecordingWriter writer = new RecordingWriter(file, HEADER)) {
      for (int i = 0; i < 500; i++) {
        writer.add(sample(i * 50, i * 1_000L * i, null));
      }
    }
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThat(Recording.read(file).samples()).hasSizeBetween(100, 499);
  }

  @Test
  void otherFilesAndOtherVersionsAreRefusedByName() throws IOException {
    Path plain = Files.writeString(dir.resolve("plain"), "no gzip at all");
    assertThatThrownBy(() -> Recording.read(plain))
        .isInstanceOf(WrongRecording.class)
        .hasMessageContaining("plain");
    Path other = zipped("{\"format\":\"raido-pressure\",\"version\":2}\n");
    assertThatThrownBy(() -> Recording.read(other))
        .isInstanceOf(WrongRecording.class)
        .hasMessageContaining("has version 2; this program reads version 1");
    Path foreign = zipped("{\"a\":1}\n");
    assertThatThrownBy(() -> Recording.read(foreign))
        .isInstanceOf(WrongRecording.class)
        .hasMessageContaining("no recording");
  }

  @Test
  void halfAnHourIsReplayedLookByLook() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 30 * 60 * 20; i++) {
      samples.add(sample(i * 50.0, i * 49_000L, i % 20 == 0 ? 50.0 : null));
    }
    Timeline timeline =
        Replay.of(new Recording(HEADER, samples, List.of()), PressureThresholds.defaults());
    // Fourteen tasks want two processors all the time: a look at every sample, and one change.
    assertThat(timeline.looks()).hasSizeGreaterThan(35_000);
    assertThat(timeline.times(PressureLevel.CRITICAL)).isEqualTo(1);
    assertThat(timeline.first(PressureLevel.CRITICAL).orElseThrow()).isLessThan(2_500);
  }

  private Path zipped(String text) throws IOException {
    Path file = Files.createTempFile(dir, "other", ".gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private static Sample sample(double ms, long cpuSome, @Nullable Double use) {
    return new Sample(ms, cpuSome, 0, 0, 0, 0, 0, 0, 0, 0, 0, 15, 0, 1.5, use, use);
  }
}
