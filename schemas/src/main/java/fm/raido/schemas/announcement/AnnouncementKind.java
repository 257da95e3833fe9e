package fm.raido.schemas.announcement;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Optional;

/**
 * What an announcement is for; it chooses the template when a request brings no text of its own.
 */
public enum AnnouncementKind {
  @JsonProperty("intro")
  INTRO("intro", true, false),
  @JsonProperty("outro")
  OUTRO("outro", true, false),
  @JsonProperty("back-announce")
  BACK_ANNOUNCE("back-announce", true, false),
  @JsonProperty("station-id")
  STATION_ID("station-id", false, false),
  @JsonProperty("promo")
  PROMO("promo", false, true),
  @JsonProperty("custom")
  CUSTOM("custom", false, true);

  private final String wireName;
  private final boolean aboutTrack;
  private final boolean textRequired;

  AnnouncementKind(String wireName, boolean aboutTrack, boolean textRequired) {
    this.wireName = wireName;
    this.aboutTrack = aboutTrack;
    this.textRequired = textRequired;
  }

  /** The name on the wire and in URLs, for example {@code back-announce}. */
  public String wireName() {
    return wireName;
  }

  /**
   * Whether the kind speaks of a song: without a text it then needs a track with title and artist.
   */
  public boolean aboutTrack() {
    return aboutTrack;
  }

  /** Whether the kind has no template that could stand in for a missing text. */
  public boolean textRequired() {
    return textRequired;
  }

  /** The kind with that wire name, or empty; case matters. */
  public static Optional<AnnouncementKind> of(String wireName) {
    return Arrays.stream(values()).filter(kind -> kind.wireName.equals(wireName)).findFirst();
  }
}
