package fm.raido.station.show;

import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Audio;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.Track;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Lays the audio of outcomes out for people: a copy with a telling name in the directory that was
 * asked for, or else the path in the store.
 */
public final class AiredFiles {
  private static final int NAME_MAX = 60;

  private final Path store;
  private final Optional<Path> out;
  private final List<Path> files = new ArrayList<>();

  /**
   * @param store the audio store
   * @param out where copies go; it is made when it is missing
   */
  public AiredFiles(Path store, Optional<Path> out) {
    this.store = store;
    this.out = out;
    out.ifPresent(dir -> {
      try {
        Files.createDirectories(dir);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot make the directory " + dir, e);
      }
    });
  }

  /** The file in which an outcome is heard, or empty where nothing is. */
  public synchronized Optional<Path> of(Outcome outcome, Optional<AnnouncementRequest> request) {
    Audio audio = outcome.audio();
    if (audio == null) {
      return Optional.empty();
    }
    Path source = store.resolve(Path.of(audio.file()).getFileName());
    Path file =
        out.map(dir -> copy(source, dir, name(outcome, request, audio.format()))).orElse(source);
    files.add(file);
    return Optional.of(file);
  }

  /** All files so far, in the order of their outcomes. */
  public synchronized List<Path> files() {
    return List.copyOf(files);
  }

  private static Path copy(Path source, Path dir, String name) {
    try {
      return Files.copy(source, dir.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy audio to " + dir, e);
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
    return "%02d-%s.%s".formatted(files.size() + 1, cut, format);
  }
}
