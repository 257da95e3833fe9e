package fm.raido.producer.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import fm.raido.producer.intake.IntakeReader;
import fm.raido.producer.intake.IntakeReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A show: the announcements of a file in their order. A file that ends in {@code .m3u} or {@code
 * .m3u8}, or begins with {@code #EXTM3U}, is a playlist; any other has one JSON object a line.
 *
 * @param entries every line that says something, in the file's order; may be empty
 */
public record ShowFile(List<ShowEntry> entries) {
  /** Some 50,000 announcements. */
  private static final long BYTES_MAX = 16L << 20;

  public ShowFile {
    entries = List.copyOf(entries);
  }

  /**
   * Reads a file and checks the fields of every line.
   *
   * @param station the station of lines that name none
   * @param now when it is read; what is aired before it is too late
   * @throws IOException with a message for people, if there is no such file or it is too large
   */
  public static ShowFile read(Path file, String station, Instant now) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is not a file");
    }
    if (!Files.isReadable(file)) {
      throw new IOException(file + " cannot be read");
    }
    if (Files.size(file) > BYTES_MAX) {
      throw new IOException(
          "%s has %d bytes: a show may have %d".formatted(file, Files.size(file), BYTES_MAX));
    }
    byte[] bytes = Files.readAllBytes(file);
    List<TextLine> lines = TextLine.split(bytes);
    List<ShowEntry> entries =
        isPlaylist(file, bytes) ? M3uPlaylist.read(lines, station) : JsonLines.read(lines, station);
    return new ShowFile(entries.stream().map(entry -> checked(entry, now)).toList());
  }

  /** The lines that are announcements. */
  public List<ShowEntry.Announcement> announcements() {
    return entries.stream()
        .filter(ShowEntry.Announcement.class::isInstance)
        .map(ShowEntry.Announcement.class::cast)
        .toList();
  }

  /** The lines that are not. */
  public List<ShowEntry.Fault> faults() {
    return entries.stream()
        .filter(ShowEntry.Fault.class::isInstance)
        .map(ShowEntry.Fault.class::cast)
        .toList();
  }

  private static boolean isPlaylist(Path file, byte[] bytes) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    String head = new String(bytes, 0, Math.min(bytes.length, 16), ISO_8859_1);
    return name.endsWith(".m3u") || name.endsWith(".m3u8") || head.contains("#EXTM3U");
  }

  private static ShowEntry checked(ShowEntry entry, Instant now) {
    return switch (entry) {
      case ShowEntry.Fault fault -> fault;
      case ShowEntry.Announcement announcement ->
          switch (IntakeReader.ofFieldsOnly().read(announcement.intake(), null, now)) {
            case IntakeReading.Valid _ -> announcement;
            case IntakeReading.Invalid(var violations) ->
                new ShowEntry.Fault(announcement.line(), violations);
          };
    };
  }
}
