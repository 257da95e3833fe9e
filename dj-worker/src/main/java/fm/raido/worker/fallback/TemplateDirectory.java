package fm.raido.worker.fallback;

import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.RequestLimits;
import fm.raido.worker.fallback.FallbackTemplates.StationKind;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads {@code TEMPLATES_DIR}: {@code <kind>.txt}, and in a folder of a station's name {@code
 * <kind>.txt} and {@code <kind>.wav}. A name that is none of these is an error: a misspelt kind
 * would else go unnoticed until the night it was needed. Hidden files and {@code README*} are left
 * alone.
 */
final class TemplateDirectory {
  /** A thousand lines of 200 characters. */
  private static final long FILE_BYTES_MAX = 256 * 1024;

  private final Path directory;
  private final Map<StationKind, Path> clips = new HashMap<>();
  private final Map<StationKind, Variants> ofStation = new HashMap<>();
  private final Map<AnnouncementKind, Variants> ofAll = new EnumMap<>(AnnouncementKind.class);

  TemplateDirectory(Path directory) {
    this.directory = directory;
  }

  FallbackTemplates load() throws WrongTemplate {
    if (!Files.isDirectory(directory)) {
      throw new WrongTemplate(directory, "TEMPLATES_DIR must be a directory");
    }
    for (Path path : entries(directory)) {
      if (Files.isDirectory(path)) {
        readStation(path);
      } else {
        ofAll.put(kindOf(path, ".txt"), variants(path));
      }
    }
    return new FallbackTemplates(clips, ofStation, ofAll);
  }

  private void readStation(Path folder) throws WrongTemplate {
    String station = name(folder);
    if (!RequestLimits.STATION.matcher(station).matches()) {
      throw new WrongTemplate(folder, "a folder here must have a station's name");
    }
    for (Path path : entries(folder)) {
      if (name(path).endsWith(".wav")) {
        StationClip.check(path);
        clips.put(new StationKind(station, kindOf(path, ".wav")), path);
      } else {
        ofStation.put(new StationKind(station, kindOf(path, ".txt")), variants(path));
      }
    }
  }

  private static Variants variants(Path path) throws WrongTemplate {
    try {
      if (Files.size(path) > FILE_BYTES_MAX) {
        throw new WrongTemplate(path, "it is larger than " + FILE_BYTES_MAX + " bytes");
      }
      return Variants.parse(Files.readAllLines(path, StandardCharsets.UTF_8), path.toString());
    } catch (CharacterCodingException e) {
      throw new WrongTemplate(path, "it is not UTF-8 text");
    } catch (IOException e) {
      throw new WrongTemplate(path, "it cannot be read");
    }
  }

  private static AnnouncementKind kindOf(Path path, String ending) throws WrongTemplate {
    String name = name(path);
    Optional<AnnouncementKind> kind =
        name.endsWith(ending)
            ? AnnouncementKind.of(name.substring(0, name.length() - ending.length()))
            : Optional.empty();
    if (kind.isEmpty()) {
      throw new WrongTemplate(
          path,
          "must be named for a kind (intro, outro, back-announce, station-id, promo, custom),"
              + " .txt, or .wav in a station's folder");
    }
    return kind.get();
  }

  private static List<Path> entries(Path folder) throws WrongTemplate {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths
          .filter(path -> !name(path).startsWith(".") && !name(path).startsWith("README"))
          .sorted()
          .toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new WrongTemplate(folder, "it cannot be listed");
    }
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
