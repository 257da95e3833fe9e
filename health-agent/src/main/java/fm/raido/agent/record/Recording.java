package fm.raido.agent.record;

import fm.raido.schemas.wire.Json;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A host's pressure over some time. */
public record Recording(RecordingHeader header, List<Sample> samples, List<Mark> marks) {

  public Recording {
    samples = List.copyOf(samples);
    marks = List.copyOf(marks);
  }

  /**
   * Reads one.
   *
   * @throws WrongRecording if it is none, or of another version
   */
  public static Recording read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString());
    }
  }

  /**
   * Reads one.
   *
   * @param name what messages call it
   * @throws WrongRecording if it is none, or of another version
   */
  public static Recording read(InputStream in, String name) throws IOException {
    List<Sample> samples = new ArrayList<>();
    List<Mark> marks = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
      RecordingHeader header = header(lines.readLine(), name);
      int number = 1;
      for (String line = next(lines); line != null; line = next(lines)) {
        number++;
        try {
          JsonNode node = Json.MAPPER.readTree(line);
          if (node.isArray()) {
            samples.add(sample(node));
          } else {
            marks.add(new Mark(node.required("ms").asDouble(), node.required("mark").asString()));
          }
        } catch (JacksonException | IllegalArgumentException e) {
          if (next(lines) == null) {
            break;
          }
          throw new WrongRecording(name + " line " + number + ": " + e.getMessage());
        }
      }
      return new Recording(header, samples, marks);
    } catch (java.util.zip.ZipException e) {
      throw new WrongRecording(name + " is not gzip'ed: " + e.getMessage());
    }
  }

  /** How long it is, in milliseconds. */
  public double lengthMs() {
    return samples.isEmpty() ? 0 : samples.getLast().ms();
  }

  /** When that first happened. */
  public OptionalDouble at(String mark) {
    return marks.stream().filter(one -> one.mark().equals(mark)).mapToDouble(Mark::ms).findFirst();
  }

  /** The next line; null at the end, which a writer that was killed leaves without its mark. */
  private static @Nullable String next(BufferedReader lines) throws IOException {
    try {
      return lines.readLine();
    } catch (EOFException e) {
      return null;
    }
  }

  private static RecordingHeader header(@Nullable String line, String name) {
    if (line == null) {
      throw new WrongRecording(name + " is empty");
    }
    try {
      JsonNode node = Json.MAPPER.readTree(line);
      if (!RecordingHeader.FORMAT.equals(node.path("format").asString(""))) {
        throw new WrongRecording(name + " is no recording of a host's pressure");
      }
      if (node.path("version").asInt(0) != RecordingHeader.VERSION) {
        throw new WrongRecording(
            "%s has version %s; this program reads version %d"
                .formatted(name, node.path("version"), RecordingHeader.VERSION));
      }
      RecordingHeader header = Json.MAPPER.treeToValue(node, RecordingHeader.class);
      if (!header.columns().equals(RecordingHeader.COLUMNS)) {
        throw new WrongRecording(name + " has other columns: " + header.columns());
      }
      return header;
    } catch (JacksonException e) {
      throw new WrongRecording(name + " line 1: " + e.getOriginalMessage());
    }
  }

  private static Sample sample(JsonNode node) {
    if (node.size() != RecordingHeader.COLUMNS.size()
        && node.size() != RecordingHeader.COLUMNS.size() - 2) {
      throw new IllegalArgumentException("a sample of " + node.size() + " numbers");
    }
    return new Sample(
        node.get(0).doubleValue(),
        node.get(1).longValue(),
        node.get(2).longValue(),
        node.get(3).longValue(),
        node.get(4).longValue(),
        node.get(5).longValue(),
        node.get(6).doubleValue(),
        node.get(7).doubleValue(),
        node.get(8).doubleValue(),
        node.get(9).doubleValue(),
        node.get(10).doubleValue(),
        node.get(11).intValue(),
        node.get(12).intValue(),
        node.get(13).doubleValue(),
        number(node, 14),
        number(node, 15));
  }

  private static @Nullable Double number(JsonNode node, int place) {
    JsonNode value = node.get(place);
    return value == null || value.isNull() ? null : Double.valueOf(value.doubleValue());
  }
}
