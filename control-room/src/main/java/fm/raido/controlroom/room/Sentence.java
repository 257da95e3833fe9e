package fm.raido.controlroom.room;

import fm.raido.controlroom.room.Backlog.ToTemplates;
import fm.raido.controlroom.room.BreakerState.Ended;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.GateCause;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says a picture in one plain sentence, or a few: is it on air, why not, until when, and what that
 * means for those who wait.
 */
public final class Sentence {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("HH:mm 'on' d MMM", Locale.ENGLISH);

  private final Room room;
  private final ZoneId zone;

  private Sentence(Room room, ZoneId zone) {
    this.room = room;
    this.zone = zone;
  }

  /**
   * The words; the picture's own sentence is not looked at.
   *
   * @param zone in which times of day are told
   */
  public static String of(Room room, ZoneId zone) {
    return new Sentence(room, zone).words();
  }

  private String words() {
    Instant silent = room.kafkaSilentSince();
    if (!room.loaded()) {
      return silent == null ? "Reading what the topics hold." : nothingKnown();
    }
    return (silent == null ? "" : old(silent)) + (room.onAir() ? onAir() : quiet());
  }

  private String nothingKnown() {
    return room.unread().isEmpty()
        ? "Kafka does not answer: nothing is known yet."
        : "%s cannot be read: too little is known yet.".formatted(unread());
  }

  private String old(Instant since) {
    return room.unread().isEmpty()
        ? "Kafka has not answered since %s: what follows is old. ".formatted(time(since))
        : "%s %s not been read since %s: what follows is old. "
            .formatted(unread(), room.unread().size() == 1 ? "has" : "have", time(since));
  }

  private String unread() {
    return String.join(" and ", room.unread());
  }

  private String onAir() {
    List<String> parts = new ArrayList<>();
    RateBudget.Ramping ramp = room.rate().ramp();
    if (ramp != null) {
      parts.add(
          "On air, at %d %% of the rate; in full at %s."
              .formatted(ramp.percent(), time(ramp.fullAt())));
    } else if (room.rate().halved()) {
      parts.add("On air, at half the rate: %s.".formatted(warning()));
    } else {
      parts.add("On air.");
    }
    long waiting = room.backlog().waiting();
    if (waiting > 0) {
      parts.add(waiting() + ".");
    }
    return String.join(" ", parts);
  }

  private String warning() {
    return room.hosts().stream()
        .filter(host ->
            host.counts() && host.level() == fm.raido.schemas.protection.PressureLevel.WARNING)
        .map(host -> host.host() + " reports " + host.reason())
        .findFirst()
        .orElse("a host gives a warning");
  }

  private String quiet() {
    List<String> parts = new ArrayList<>();
    for (Cause cause : room.causes()) {
      parts.add((parts.isEmpty() ? "Quiet: " : "Also: ") + why(cause));
    }
    if (room.backlog().waiting() > 0) {
      parts.add(waiting() + templates() + ".");
    }
    return String.join(" ", parts);
  }

  private String why(Cause cause) {
    Instant until = cause.until();
    return switch (cause.cause()) {
      case LOG_UNREADABLE -> "the protection log follows newer rules than this program knows.";
      case OPERATOR -> operator(cause);
      case NO_SETTINGS -> "no worker has started yet.";
      case NO_WORKER -> "no worker runs.";
      case BREAKER_OPEN ->
          "%s %s.%s"
              .formatted(
                  service(), failing(), until == null ? "" : " Next probe in " + span(until) + ".");
      case HOST_PRESSURE -> pressure(cause);
      case HOST_SILENT -> silence(cause);
      case RETRY_AFTER ->
          "%s asked to be left alone%s."
              .formatted(service(), until == null ? "" : " for another " + span(until));
      case HALF_OPEN ->
          room.breaker().probe() == null
              ? "one probe must succeed first; it is asked for within seconds."
              : "one probe is on its way to " + service() + ".";
      case WORKERS_QUIET -> workers();
    };
  }

  private String operator(Cause cause) {
    ProtectionSwitch set = room.protection();
    Instant until = cause.until();
    String who = set.who();
    return "switched off%s%s: %s."
        .formatted(
            who == null ? "" : " by " + who,
            until == null ? "" : ", until " + time(until),
            set.reason() == null ? cause.detail() : set.reason());
  }

  /** What the last calls say of the host. */
  private String failing() {
    List<CallResult> failures =
        room.breaker().calls().stream()
            .filter(call -> call.hostFailure())
            .map(Ended::result)
            .limit(5)
            .toList();
    boolean overloaded =
        !failures.isEmpty()
            && failures.stream().allMatch(result -> result == CallResult.OVERLOADED);
    return overloaded ? "has too much to do" : "does not answer";
  }

  private String pressure(Cause cause) {
    List<SpeechHost> strained =
        room.hosts().stream().filter(host -> host.counts() && host.closesUntil() != null).toList();
    Instant until = cause.until();
    String end = until == null ? "" : ", protection until " + time(until) + " at the earliest";
    if (strained.isEmpty()) {
      return cause.detail() + end + ".";
    }
    boolean now =
        strained.stream()
            .anyMatch(host -> host.level() == fm.raido.schemas.protection.PressureLevel.CRITICAL);
    String hosts = strained.stream().map(SpeechHost::host).collect(Collectors.joining(" and "));
    boolean several = strained.size() > 1;
    String is = now ? (several ? "are" : "is") : (several ? "were" : "was");
    return "%s %s under %s%s.".formatted(hosts, is, kind(cause, strained), end);
  }

  /** Which pressure, out of the reading that closed the gate. */
  private static String kind(Cause cause, List<SpeechHost> strained) {
    String told = (strained.size() == 1 ? cause.detail() : "").toLowerCase(Locale.ROOT);
    int reading = told.indexOf(" critical: ");
    String reason = reading < 0 ? "" : told.substring(reading + " critical: ".length());
    if (reason.startsWith("memory")) {
      return "memory pressure";
    }
    if (reason.startsWith("cpu")) {
      return "CPU pressure";
    }
    if (reason.startsWith("io")) {
      return "disk pressure";
    }
    return reason.startsWith("load") ? "heavy load" : "pressure";
  }

  private String silence(Cause cause) {
    String hosts =
        room.hosts().stream()
            .filter(host -> host.counts() && host.silent())
            .map(host -> host.host() + " has not been heard for " + age(host.heardAt()))
            .collect(Collectors.joining(", "));
    return (hosts.isEmpty() ? cause.detail() : hosts) + ".";
  }

  private String workers() {
    Set<GateCause> causes = new TreeSet<>();
    room.workers().stream().filter(WorkerState::inGroup).forEach(w -> causes.addAll(w.causes()));
    return "every worker has a reason of its own: %s."
        .formatted(
            causes.stream()
                .map(cause -> cause.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", ")));
  }

  private String waiting() {
    long waiting = room.backlog().waiting();
    return "%s%s".formatted(waiting, waiting == 1 ? " request waits" : " requests wait");
  }

  private String templates() {
    ToTemplates late = room.backlog().toTemplates();
    if (late == null || (late.requests() == 0 && !late.atLeast())) {
      return "";
    }
    String number = (late.atLeast() ? "at least " : "") + late.requests();
    boolean one = late.requests() == 1;
    return late.expire()
        ? "; %s %s before then".formatted(number, one ? "expires" : "expire")
        : "; %s %s to templates before then".formatted(number, one ? "goes" : "go");
  }

  private String service() {
    InForce settings = room.settings();
    String name = settings == null ? null : settings.values().get("SPEECH_SERVICE");
    return name == null || name.isEmpty() ? "the speech host" : capital(name);
  }

  private static String capital(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private String time(Instant at) {
    ZonedDateTime then = at.atZone(zone);
    boolean today = then.toLocalDate().equals(room.at().atZone(zone).toLocalDate());
    return then.format(today ? TIME : DAY);
  }

  private String span(Instant until) {
    // Rounded up: "in 0:00" would be said of what has not happened yet.
    return span(Duration.between(room.at(), until).plusMillis(999));
  }

  private String age(@Nullable Instant since) {
    return since == null ? "a while" : span(Duration.between(since, room.at()));
  }

  private static String span(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 3_600) {
      return "%d:%02d".formatted(seconds / 60, seconds % 60);
    }
    if (seconds < 86_400) {
      return "%d:%02d:%02d".formatted(seconds / 3_600, seconds / 60 % 60, seconds % 60);
    }
    return "%d days %d hours".formatted(seconds / 86_400, seconds % 86_400 / 3_600);
  }
}
