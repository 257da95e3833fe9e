package fm.raido.schemas.pressure;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import fm.raido.schemas.protection.PressureLevel;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One look at a speech host. A reading that could not be taken is null, never a made-up number.
 *
 * @param schemaVersion version of this record's schema, {@link #SCHEMA_VERSION}
 * @param service the speech service
 * @param host the host
 * @param at when it was read, on the host's clock
 * @param level what the readings amount to
 * @param reason which reading says so
 * @param scope {@code host}, or {@code container} where a cgroup's limits were read
 * @param cpuPercent use of CPU since the look before, 0 to 100
 * @param memoryPercent memory in use, 0 to 100
 * @param load1 load average over one minute
 * @param cores logical processors
 * @param psiCpuSome share of the last window in which some task waited for CPU, in percent
 * @param psiMemoryFull share in which all tasks waited for memory, in percent
 * @param psiIoFull share in which all tasks waited for I/O, in percent
 * @param refused readings of the last seconds that were nonsense and counted as not read, in words;
 *     null where there were none
 * @param signals what is judged, with its levels, the quickest first; null from an agent that does
 *     not say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HostPressure(
    int schemaVersion,
    String service,
    String host,
    Instant at,
    PressureLevel level,
    String reason,
    String scope,
    @Nullable Double cpuPercent,
    @Nullable Double memoryPercent,
    @Nullable Double load1,
    @Nullable Integer cores,
    @Nullable Double psiCpuSome,
    @Nullable Double psiMemoryFull,
    @Nullable Double psiIoFull,
    @Nullable List<String> refused,
    @Nullable List<SignalPressure> signals) {

  /** The version of the schema that this record is. */
  public static final int SCHEMA_VERSION = 1;

  public HostPressure {
    requireNonNull(service, "service");
    requireNonNull(host, "host");
    requireNonNull(at, "at");
    requireNonNull(level, "level");
    requireNonNull(reason, "reason");
    requireNonNull(scope, "scope");
    refused = refused == null ? null : List.copyOf(refused);
    signals = signals == null ? null : List.copyOf(signals);
  }

  /**
   * One signal of the host, as it was judged last.
   *
   * @param signal its name, such as {@code IO_FULL}; readers must expect ones they do not know
   * @param value the value judged, in the signal's unit (percent, or tasks for {@code LOAD}); null
   *     where it is not known
   * @param level its own level
   * @param warning the value from which it is a warning, when it lasts
   * @param critical the value from which it is critical, when it lasts
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SignalPressure(
      String signal, @Nullable Double value, PressureLevel level, double warning, double critical) {
    public SignalPressure {
      requireNonNull(signal, "signal");
      requireNonNull(level, "level");
    }
  }
}
