package fm.raido.controlroom.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a run did to one letter, and what came of it.
 *
 * @param run the run's id
 * @param who had it run
 * @param at when, on the replaying program's clock
 * @param action {@code replayed} or {@code discarded}
 * @param letter the letter's name
 * @param reason why it was a letter
 * @param to the key of the new pass, or the topic where bytes went; empty for a discard
 * @param count how often it was replayed then
 * @param original the original values of corrected fields, as JSON; null where nothing was
 *     corrected
 * @param result {@code spoken}, {@code fallback}, {@code expired}, {@code dead-lettered}, {@code
 *     waiting}, {@code sent} (to a topic that is not Raido's), {@code discarded}, or {@code
 *     unknown} where the outcome is older than outcomes are kept
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HistoryEntry(
    String run,
    String who,
    Instant at,
    String action,
    String letter,
    String reason,
    String to,
    int count,
    @Nullable String original,
    String result) {

  HistoryEntry withResult(String now) {
    return new HistoryEntry(run, who, at, action, letter, reason, to, count, original, now);
  }
}
