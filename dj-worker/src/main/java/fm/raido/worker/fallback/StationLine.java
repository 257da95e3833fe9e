package fm.raido.worker.fallback;

import fm.raido.schemas.announcement.AnnouncementRequest;

/** What can always be said. */
final class StationLine {
  private StationLine() {}

  /** A station's name has at most 63 characters, so this fits every limit. */
  static String of(AnnouncementRequest request) {
    return "You are listening to "
        + Placeholder.STATION.value(request).orElse("this station")
        + ".";
  }
}
