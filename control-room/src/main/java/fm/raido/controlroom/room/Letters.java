package fm.raido.controlroom.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Outstanding dead letters.
 *
 * @param total how many
 * @param atLeast whether there are more than are counted by reason
 * @param groups by reason, the largest first
 */
public record Letters(long total, boolean atLeast, List<Group> groups) {
  /** None at all. */
  public static final Letters NONE = new Letters(0, false, List.of());

  public Letters {
    groups = List.copyOf(groups);
  }

  /**
   * Those with one reason.
   *
   * @param reason {@code POISON}, {@code REJECTED}, {@code EXHAUSTED}, {@code LOST}, or {@code
   *     FOREIGN} for what another system wrote
   * @param count how many
   * @param oldestAt when the oldest was appended
   * @param newestAt when the newest was appended
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Group(
      String reason, long count, @Nullable Instant oldestAt, @Nullable Instant newestAt) {}
}
