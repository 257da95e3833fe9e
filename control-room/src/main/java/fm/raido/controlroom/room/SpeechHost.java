package fm.raido.controlroom.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import fm.raido.schemas.protection.PressureLevel;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A speech host and its pulse.
 *
 * @param host its name
 * @param service the speech service that it serves
 * @param level what its agent said last
 * @param reason which reading says so
 * @param rehearsal whether an operator plays it
 * @param heardAt when its last beat was appended
 * @param silent whether it is known and has not been heard for over 15 s
 * @param closesUntil until when its pressure closes the gate; null where it does not
 * @param counts whether the settings in force heed it
 * @param readAt when its readings were taken, on the host's clock; null where it published none
 * @param readings every signal; empty where it published none
 * @param ownThresholds whether the thresholds are those that its agent told; else the defaults
 *     stand there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SpeechHost(
    String host,
    String service,
    PressureLevel level,
    String reason,
    boolean rehearsal,
    Instant heardAt,
    boolean silent,
    @Nullable Instant closesUntil,
    boolean counts,
    @Nullable Instant readAt,
    List<Reading> readings,
    boolean ownThresholds) {

  public SpeechHost {
    readings = List.copyOf(readings);
  }

  /**
   * One signal.
   *
   * @param signal its name, such as {@code MEMORY_FULL}
   * @param label its name for people
   * @param unit {@code %}, or empty
   * @param value the last reading; null where it could not be taken
   * @param warning from here it is a warning, where it lasts
   * @param critical from here it is critical, where it lasts
   * @param level which of the two the value itself reaches; it becomes the host's only when it
   *     lasts
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Reading(
      String signal,
      String label,
      String unit,
      @Nullable Double value,
      double warning,
      double critical,
      PressureLevel level) {}
}
