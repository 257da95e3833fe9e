package fm.raido.producer.guard;

import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Track;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * What a cool-down is about. Spelling does not matter: Unicode forms, case and white space are
 * levelled.
 *
 * @param station the station
 * @param kind a kind that is about a track
 * @param artist levelled
 * @param title levelled
 */
record TrackKey(String station, AnnouncementKind kind, String artist, String title) {

  /** The key of a request, or empty where it is not about a track. */
  static Optional<TrackKey> of(AnnouncementRequest request) {
    Track track = request.track();
    return track == null || !request.kind().aboutTrack()
        ? Optional.empty()
        : Optional.of(
            new TrackKey(
                request.station(), request.kind(), level(track.artist()), level(track.title())));
  }

  private static String level(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\s+", " ")
        .strip();
  }
}
