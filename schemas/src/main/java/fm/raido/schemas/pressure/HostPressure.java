package fm.raido.schemas.pressure;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import fm.raido.schemas.protection.PressureLevel;
import java.time.Instant;
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
    @Nullable Double psiIoFull) {

  /** The version of the schema that this record is. */
  public static final int SCHEMA_VERSION = 1;

  public HostPressure {
    requireNonNull(service, "service");
    requireNonNull(host, "host");
    requireNonNull(at, "at");
    requireNonNull(level, "level");
    requireNonNull(reason, "reason");
    requireNonNull(scope, "scope");
  }
}
