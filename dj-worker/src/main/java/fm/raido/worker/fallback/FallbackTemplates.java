package fm.raido.worker.fallback;

import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The short lines and recorded clips that are aired when speech is not possible. Everything is read
 * at start: a station's name in a request looks something up in a map and never becomes a path.
 *
 * <p>For a request of a kind, the first of these that there is: the station's clip {@code
 * <station>/<kind>.wav}, its lines {@code <station>/<kind>.txt}, the lines for all stations {@code
 * <kind>.txt}, the built-in ones, the request's own text, and last a line that only names the
 * station. Lines that would be too long, or whose values are missing or cannot be pronounced by the
 * local voice, are passed over.
 */
public final class FallbackTemplates {
  /** Some 15 s of speech: what the local voice makes in well under a second. */
  public static final int LINE_MAX = 200;

  private static final Map<AnnouncementKind, Variants> BUILT_IN = BuiltInTemplates.load("short");

  private final Map<StationKind, Path> clips;
  private final Map<StationKind, Variants> ofStation;
  private final Map<AnnouncementKind, Variants> ofAll;

  FallbackTemplates(
      Map<StationKind, Path> clips,
      Map<StationKind, Variants> ofStation,
      Map<AnnouncementKind, Variants> ofAll) {
    this.clips = Map.copyOf(clips);
    this.ofStation = Map.copyOf(ofStation);
    this.ofAll = Map.copyOf(ofAll);
  }

  record StationKind(String station, AnnouncementKind kind) {
    static StationKind of(AnnouncementRequest request) {
      return new StationKind(request.station(), request.kind());
    }
  }

  /** The built-in ones alone. */
  public static FallbackTemplates builtIn() {
    return new FallbackTemplates(Map.of(), Map.of(), Map.of());
  }

  /**
   * A station's own in front of the built-in ones.
   *
   * @param directory {@code TEMPLATES_DIR}
   * @throws WrongTemplate naming file, line and fault, for the first that is wrong
   */
  public static FallbackTemplates load(Path directory) throws WrongTemplate {
    return new TemplateDirectory(directory).load();
  }

  /** The clip that the station recorded for that kind. */
  Optional<Path> clip(AnnouncementRequest request) {
    return Optional.ofNullable(clips.get(StationKind.of(request)));
  }

  /** The line to speak, at most {@link #LINE_MAX} characters. */
  public String line(AnnouncementRequest request) {
    return own(ofStation.getOrDefault(StationKind.of(request), Variants.NONE), request)
        .or(() -> own(ofAll.getOrDefault(request.kind(), Variants.NONE), request))
        .or(() -> own(BUILT_IN.getOrDefault(request.kind(), Variants.NONE), request))
        .or(() -> own(BUILT_IN.getOrDefault(AnnouncementKind.CUSTOM, Variants.NONE), request))
        .orElseGet(() -> StationLine.of(request));
  }

  private static Optional<String> own(Variants variants, AnnouncementRequest request) {
    return variants.render(request, LINE_MAX, SpeakableText::hasWords);
  }
}
