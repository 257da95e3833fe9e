package fm.raido.controlroom.letters;

import com.fasterxml.jackson.annotation.JsonInclude;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.letter.FirstFailure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A letter as programs read it: the JSON of {@code raido dead-letters list --json}.
 *
 * @param name {@code id/pass}; what {@code --id} takes, too
 * @param id the request's id; a place, after an underscore, where there is no readable request
 * @param pass the pass that failed
 * @param reason a reason of Raido's, or {@code FOREIGN}, or {@code UNREADABLE}
 * @param detail why, in words
 * @param failedAt when
 * @param replays how often it was replayed already
 * @param convention {@code SPRING_KAFKA} or {@code KAFKA_CONNECT}, of a foreign one
 * @param request the request in it, where one can be read
 * @param origin where the failed record lies, where the letter says so
 * @param place where the letter lies
 * @param firstFailure how the first pass failed, of a letter of Raido's
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LetterView(
    String name,
    String id,
    int pass,
    String reason,
    String detail,
    Instant failedAt,
    int replays,
    Letter.@Nullable Convention convention,
    @Nullable AnnouncementRequest request,
    DeadLetter.@Nullable Origin origin,
    Place place,
    @Nullable FirstFailure firstFailure) {

  /** What there is to see of it. */
  public static LetterView of(Letter letter) {
    return new LetterView(
        letter.key().toString(),
        letter.key().id(),
        letter.key().pass(),
        letter.reason(),
        letter.detail(),
        letter.failedAt(),
        letter.replays(),
        letter instanceof Letter.Foreign foreign ? foreign.convention() : null,
        letter.request(),
        letter.origin(),
        letter.place(),
        letter instanceof Letter.OfWorker own ? own.letter().first() : null);
  }
}
