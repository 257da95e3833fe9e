package fm.raido.agent.record;

import fm.raido.schemas.wire.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes a recording. Safe for use by several threads. */
public final class RecordingWriter implements AutoCloseable {
  private final Writer out;
  private @Nullable Sample first;

  /** Begins one; a file that is there is replaced. */
  public RecordingWriter(Path file, RecordingHeader header) throws IOException {
    out =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8));
    line(Json.MAPPER.writeValueAsString(header));
  }

  /** Writes a sample; its counters may count from anywhere. */
  public synchronized void add(Sample sample) throws IOException {
    if (first == null) {
      first = sample;
    }
    Sample s = sample.since(first);
    StringBuilder text = new StringBuilder(128);
    text.append('[').append(tenths(s.ms()));
    for (long micros :
        new long[] {
          s.cpuSomeMicros(),
          s.memorySomeMicros(),
          s.memoryFullMicros(),
          s.ioSomeMicros(),
          s.ioFullMicros()
        }) {
      text.append(',').append(micros);
    }
    for (double average :
        new double[] {
          s.cpuSome10(), s.memorySome10(), s.memoryFull10(), s.ioSome10(), s.ioFull10()
        }) {
      text.append(',').append(average);
    }
    text.append(',').append(s.running()).append(',').append(s.blocked());
    text.append(',').append(s.load1());
    if (s.cpuPercent() != null || s.memoryPercent() != null) {
      text.append(',').append(tenths(s.cpuPercent())).append(',').append(tenths(s.memoryPercent()));
    }
    line(text.append(']').toString());
  }

  /** Writes a mark. */
  public synchronized void add(Mark mark) throws IOException {
    line(
        Json.MAPPER.writeValueAsString(
            Map.of("mark", mark.mark(), "ms", Math.round(mark.ms() * 10) / 10.0)));
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }

  private void line(String text) throws IOException {
    out.write(text);
    out.write('\n');
  }

  private static String tenths(@Nullable Double value) {
    return value == null || !Double.isFinite(value)
        ? "null"
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
