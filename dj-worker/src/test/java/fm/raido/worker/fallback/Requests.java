package fm.raido.worker.fallback;

import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Track;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Requests for these tests. */
final class Requests {
  static final Track FULL = new Track("Feeling Good", "Nina Simone", "I Put a Spell on You", 1965);
  static final Track BARE = new Track("Feeling Good", "Nina Simone", null, null);

  private Requests() {}

  static AnnouncementRequest intro(String id, Track track) {
    return request(id, AnnouncementKind.INTRO, track, null);
  }

  static AnnouncementRequest request(
      String id, AnnouncementKind kind, @Nullable Track track, @Nullable String text) {
    return new AnnouncementRequest(
        1,
        id,
        "radio-one",
        kind,
        track,
        text,
        null,
        null,
        null,
        Instant.parse("2026-11-01T12:00:00Z"),
        0);
  }
}
