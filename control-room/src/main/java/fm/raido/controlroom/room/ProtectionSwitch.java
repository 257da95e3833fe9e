package fm.raido.controlroom.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operator's switch. Protection on means that nothing is spoken.
 *
 * @param on whether it is on
 * @param who who set it; null while off
 * @param reason why; null while off
 * @param since since when; null while off
 * @param until when it goes off by itself; null while off
 * @param history what operators said, newest first, at most 20
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProtectionSwitch(
    boolean on,
    @Nullable String who,
    @Nullable String reason,
    @Nullable Instant since,
    @Nullable Instant until,
    List<Word> history) {

  public ProtectionSwitch {
    history = List.copyOf(history);
  }

  /** What can be said. */
  public enum What {
    ON,
    OFF,
    FORGET_HOST
  }

  /**
   * What an operator said.
   *
   * @param at when it was appended
   * @param who who said it
   * @param what what
   * @param detail the reason, or the host that was forgotten
   * @param until how long it was to hold; null unless on
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Word(Instant at, String who, What what, String detail, @Nullable Instant until) {}
}
