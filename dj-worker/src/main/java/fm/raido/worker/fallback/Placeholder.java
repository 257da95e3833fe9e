package fm.raido.worker.fallback;

import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Track;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a template may leave open: {@code ${artist}} and its like. */
enum Placeholder {
  ARTIST("artist"),
  TITLE("title"),
  ALBUM("album"),
  YEAR("year"),
  STATION("station"),
  TEXT("text");

  private final String word;

  Placeholder(String word) {
    this.word = word;
  }

  static Optional<Placeholder> of(String word) {
    return Arrays.stream(values()).filter(p -> p.word.equals(word)).findFirst();
  }

  /** All of them as one writes them, for messages. */
  static String all() {
    return Arrays.stream(values()).map(p -> "${" + p.word + "}").collect(Collectors.joining(", "));
  }

  /** Its value for that request; empty where the request does not have one. */
  Optional<String> value(AnnouncementRequest request) {
    Track track = request.track();
    Optional<String> value =
        switch (this) {
          case ARTIST -> Optional.ofNullable(track).map(Track::artist);
          case TITLE -> Optional.ofNullable(track).map(Track::title);
          case ALBUM -> track == null ? Optional.empty() : Optional.ofNullable(track.album());
          case YEAR ->
              track == null || track.year() == null
                  ? Optional.empty()
                  : Optional.of(track.year().toString());
          // "radio-one" is one word to a machine only.
          case STATION -> Optional.of(request.station().replaceAll("[._-]+", " "));
          case TEXT -> Optional.ofNullable(request.text());
        };
    return value.map(String::strip).filter(stripped -> !stripped.isEmpty());
  }
}
