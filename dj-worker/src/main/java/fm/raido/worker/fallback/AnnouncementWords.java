package fm.raido.worker.fallback;

import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.RequestLimits;
import java.util.Map;

/** The words that the speech host is asked to speak. Safe for use by any thread. */
public final class AnnouncementWords {
  private static final Map<AnnouncementKind, Variants> BUILT_IN = BuiltInTemplates.load("words");

  private AnnouncementWords() {}

  /**
   * The request's own text, or else its kind's template. The same for each pass of a request.
   *
   * @return never empty, at most 4,096 characters
   */
  public static String of(AnnouncementRequest request) {
    String text = request.text();
    if (text != null && !text.isBlank()) {
      return text;
    }
    return BUILT_IN
        .getOrDefault(request.kind(), Variants.NONE)
        .render(request, RequestLimits.TEXT_MAX, value -> true)
        .orElseGet(() -> StationLine.of(request));
  }
}
