package fm.raido.controlroom.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import fm.raido.protection.fold.Breaker;
import fm.raido.protection.fold.HostView;
import fm.raido.protection.fold.LastWord;
import fm.raido.protection.fold.Lease;
import fm.raido.protection.fold.ProtectionFold;
import fm.raido.protection.gate.Closure;
import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord.SettingsSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants to know at one moment; also the JSON of {@code raido status --json}.
 *
 * @param onAir whether speech may be asked for
 * @param at the moment, in log time
 * @param quiet every reason why not; empty while on air
 * @param breaker the breaker of the cluster
 * @param rate calls granted in the last 60 s of log time, and how many may be
 * @param inFlight most calls at one time, now
 * @param calls calls that may be on their way
 * @param hosts speech hosts heard in the last 7 days that have not left
 * @param workers workers that have not said goodbye
 * @param settings the settings in force, or null before the first worker wrote them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StatusPicture(
    boolean onAir,
    Instant at,
    List<Reason> quiet,
    BreakerState breaker,
    Rate rate,
    int inFlight,
    List<Call> calls,
    List<SpeechHost> hosts,
    List<Worker> workers,
    @Nullable InForce settings) {

  /**
   * Why nothing is spoken.
   *
   * @param cause a gate's cause, or {@code NO_SETTINGS} or {@code HALF_OPEN}
   * @param since since when, or null where nobody knows
   * @param until when it ends at the earliest, or null where nobody knows
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Reason(
      String cause, @Nullable Instant since, @Nullable Instant until, String detail) {}

  /**
   * The breaker.
   *
   * @param state {@code CLOSED}, {@code OPEN} or {@code HALF_OPEN}
   * @param failures failures in a row
   * @param until when the open time ends, or null
   * @param ramping whether the rate is still rising after an outage
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record BreakerState(
      String state, int failures, @Nullable Instant until, boolean ramping) {}

  /** Grants in the last 60 s, the limit now, and what is left of it. */
  public record Rate(int used, int perMinute, int left) {}

  /**
   * A granted call.
   *
   * @param request whose, as {@code id/pass}; null for a probe
   * @param timedOut whether it only keeps its slot
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Call(
      String worker, @Nullable String request, Instant since, Instant until, boolean timedOut) {}

  /** A speech host. */
  public record SpeechHost(
      String host, PressureLevel level, String reason, Instant heardAt, boolean silent) {}

  /** A worker's last word of itself. */
  public record Worker(String worker, Set<GateCause> causes, boolean paused, Instant saidAt) {}

  /** Which settings are in force. */
  public record InForce(long revision, int foldVersion, String by) {}

  /** The picture of a state at a time; a time before the log's own counts as the log's. */
  public static StatusPicture of(ProtectionFold fold, Instant now) {
    Instant at = now.isBefore(fold.time()) ? fold.time() : now;
    List<Reason> quiet = quiet(fold, at);
    int perMinute = fold.perMinute(at);
    int used = fold.grantsInLastMinute(at);
    return new StatusPicture(
        quiet.isEmpty(),
        at,
        quiet,
        breaker(fold.breaker(at)),
        new Rate(used, perMinute, Math.max(0, perMinute - used)),
        fold.inFlight(at),
        fold.leases(at).stream().map(StatusPicture::call).toList(),
        fold.hosts(at).stream()
            .filter(host -> host.counts() && host.level() != PressureLevel.GOING_AWAY)
            .map(StatusPicture::host)
            .toList(),
        fold.workers().stream()
            .filter(word -> !word.said().stopping())
            .map(StatusPicture::worker)
            .toList(),
        fold.settings().map(StatusPicture::inForce).orElse(null));
  }

  private static List<Reason> quiet(ProtectionFold fold, Instant at) {
    List<Reason> reasons = new ArrayList<>();
    if (fold.isUnreadable()) {
      reasons.add(
          new Reason(
              GateCause.LOG_UNREADABLE.name(),
              fold.settingsAt().orElse(null),
              null,
              "the protection log follows newer rules than this program knows"));
    } else if (fold.settings().isEmpty()) {
      reasons.add(new Reason("NO_SETTINGS", null, null, "no worker has written its settings yet"));
    }
    fold.gate(at).closures().forEach(closure -> reasons.add(reason(closure)));
    if (fold.breaker(at) instanceof Breaker.HalfOpen(Instant since, Optional<Lease> probe)) {
      reasons.add(
          new Reason(
              "HALF_OPEN",
              since,
              null,
              probe
                  .map(lease -> "one probe is on its way, by " + lease.worker())
                  .orElse("one probe must succeed first")));
    }
    return reasons;
  }

  private static Reason reason(Closure closure) {
    return new Reason(
        closure.cause().name(), closure.since(), closure.until().orElse(null), closure.detail());
  }

  private static BreakerState breaker(Breaker breaker) {
    return switch (breaker) {
      case Breaker.Closed closed ->
          new BreakerState(
              "CLOSED", closed.failures().size(), null, closed.rampSince().isPresent());
      case Breaker.Open open -> new BreakerState("OPEN", 0, open.until(), false);
      case Breaker.HalfOpen _ -> new BreakerState("HALF_OPEN", 0, null, false);
    };
  }

  private static Call call(Lease lease) {
    return new Call(
        lease.worker(),
        lease.request().map(PassKey::toString).orElse(null),
        lease.grantedAt(),
        lease.expiresAt(),
        lease.timedOut());
  }

  private static SpeechHost host(HostView host) {
    return new SpeechHost(host.host(), host.level(), host.reason(), host.heardAt(), host.silent());
  }

  private static Worker worker(LastWord word) {
    return new Worker(
        word.said().worker(), new TreeSet<>(word.said().causes()), word.said().paused(), word.at());
  }

  private static InForce inForce(SettingsSet set) {
    return new InForce(set.revision(), set.foldVersion(), set.worker());
  }
}
