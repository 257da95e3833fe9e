package fm.raido.controlroom.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many calls may be made: in any 60 s, and at one time.
 *
 * @param used calls granted in the last 60 s
 * @param limit how many may be, now
 * @param setting how many may be when nothing lowers it; null without settings
 * @param left what is left of the limit
 * @param inFlightLimit most calls at one time, now
 * @param inFlightSetting the same when nothing lowers it; null without settings
 * @param halved whether a host's warning halves both
 * @param ramp the way back to the full rate; null where none is under way
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RateBudget(
    int used,
    int limit,
    @Nullable Integer setting,
    int left,
    int inFlightLimit,
    @Nullable Integer inFlightSetting,
    boolean halved,
    @Nullable Ramping ramp) {

  /**
   * The way back to the full rate.
   *
   * @param percent the share that holds now
   * @param since when it began
   * @param nextStepAt when the share grows
   * @param fullAt when it is 100
   */
  public record Ramping(int percent, Instant since, Instant nextStepAt, Instant fullAt) {}
}
