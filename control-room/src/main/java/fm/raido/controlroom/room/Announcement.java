package fm.raido.controlroom.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.Audio;
import fm.raido.schemas.announcement.OutcomeKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one announcement ended.
 *
 * @param id the request's id
 * @param pass 0 for the first run, n for the n-th replay
 * @param station null where the request could not be read
 * @param kind null where the request could not be read
 * @param outcome how it ended
 * @param reason why so, in words; null for a plain {@code SPOKEN}
 * @param text the words that are heard; null where none are
 * @param voice the voice that is heard; null where none is
 * @param requestedAt when the request was appended; null where that was not seen
 * @param endedAt when the outcome was appended
 * @param airBy its deadline, or null
 * @param late whether it was appended after its deadline and must not be aired
 * @param attempts speech calls that it used
 * @param worker who decided
 * @param partition where the request lies
 * @param audio what is heard; null where nothing is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Announcement(
    String id,
    int pass,
    @Nullable String station,
    @Nullable AnnouncementKind kind,
    OutcomeKind outcome,
    @Nullable String reason,
    @Nullable String text,
    @Nullable String voice,
    @Nullable Instant requestedAt,
    Instant endedAt,
    @Nullable Instant airBy,
    boolean late,
    int attempts,
    String worker,
    int partition,
    @Nullable Heard audio) {

  /**
   * Audio that can be played.
   *
   * @param url where, a path on this server
   * @param format {@code wav} or {@code mp3}
   * @param bytes its size
   * @param playsMillis how long it plays
   * @param source who spoke it
   */
  public record Heard(
      String url, String format, long bytes, long playsMillis, Audio.Source source) {}
}
