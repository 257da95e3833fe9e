package fm.raido.station.show;

import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Audio;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.Track;
import fm.raido.station.StationFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lays the audio of outcomes out for people: a copy with a telling name in the directory that was
 * asked for, or else the path in the store.
 */
public final class AiredFiles {
  private static final int NAME_MAX = 60;
  private static final Pattern NUMBERED = Pattern.compile("([0-9]{2,6})-.*");

  private final Path store;
  private final Optional<Path> out;
  private final List<Path> files = new ArrayList<>();
  private int next = 1;

  /**
   * @param store the audio store
   * @param out where copies go; it is made when it is missing
   */
  public AiredFiles(Path store, Optional<Path> out) {
    this.store = store;
    this.out = out;
    if (out.isPresent()) {
      Path dir = out.get();
      try {
        Files.createDirectories(dir);
        next = firstFree(dir);
      } catch (IOException e) {
        throw new StationFailed("--out " + dir + " cannot be made or read: " + e);
      }
    }
  }

  /**
   * The file in which an outcome is heard, or empty where nothing is.
   *
   * @throws IOException if the copy cannot be made; the audio is in the store all the same
   */
  public synchronized Optional<Path> of(Outcome outcome, Optional<AnnouncementRequest> request)
      throws IOException {
    Audio audio = outcome.audio();
    if (audio == null) {
      return Optional.empty();
    }
    Path file = store.resolve(Path.of(audio.file()).getFileName());
    if (out.isPresent()) {
      Path copy = out.get().resolve(name(outcome, request, audio.format()));
      file = Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      next++;
    }
    files.add(file);
    return Optional.of(file);
  }

  /** All files so far, in the order of their outcomes. */
  public synchronized List<Path> files() {
    return List.copyOf(files);
  }

  /** One more than the highest number there, so that runs into one directory do not mix. */
  private static int firstFree(Path dir) throws IOException {
    try (Stream<Path> present = Files.list(dir)) {
      return 1
          + present
              .map(file -> NUMBERED.matcher(file.getFileName().toString()))
              .filter(Matcher::matches)
              .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
              .max()
              .orElse(0);
    }
  }

  private String name(Outcome outcome, Optional<AnnouncementRequest> request, String format) {
    AnnouncementKind kind = outcome.kind();
    StringBuilder words = new StringBuilder(kind == null ? "announcement" : kind.wireName());
    Track track = request.map(AnnouncementRequest::track).orElse(null);
    if (track != null) {
      words.append('-').append(track.artist()).append('-').append(track.title());
    }
    String slug =
        Normalizer.normalize(words, Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    String cut = slug.length() > NAME_MAX ? slug.substring(0, NAME_MAX) : slug;
    return "%02d-%s.%s".formatted(next, cut, format);
  }
}
