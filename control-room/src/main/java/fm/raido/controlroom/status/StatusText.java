package fm.raido.controlroom.status;

import fm.raido.controlroom.Printable;
import fm.raido.controlroom.status.StatusPicture.BreakerState;
import fm.raido.controlroom.status.StatusPicture.Call;
import fm.raido.controlroom.status.StatusPicture.InForce;
import fm.raido.controlroom.status.StatusPicture.Reason;
import fm.raido.controlroom.status.StatusPicture.SpeechHost;
import fm.raido.controlroom.status.StatusPicture.Worker;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The picture in plain words. */
public final class StatusText {
  private StatusText() {}

  /** All of it; the first line says on air or quiet. */
  public static List<String> lines(StatusPicture picture) {
    List<String> lines = new ArrayList<>();
    lines.add(headline(picture));
    if (picture.quiet().size() > 1) {
      picture.quiet().forEach(reason -> lines.add("          " + reason(picture, reason)));
    }
    lines.add("breaker   " + breaker(picture));
    lines.add(
        "rate      %d of %d calls in the last 60 s, %d left"
            .formatted(picture.rate().used(), picture.rate().perMinute(), picture.rate().left()));
    lines.add(
        "calls     %d of %d on their way".formatted(picture.calls().size(), picture.inFlight()));
    picture.calls().forEach(call -> lines.add("          " + call(picture, call)));
    lines.add(
        "hosts     "
            + (picture.hosts().isEmpty()
                ? "no speech host was heard: its pressure is not watched"
                : Integer.toString(picture.hosts().size())));
    picture.hosts().forEach(host -> lines.add("          " + host(picture, host)));
    lines.add("workers   " + (picture.workers().isEmpty() ? "none" : picture.workers().size()));
    picture.workers().forEach(worker -> lines.add("          " + worker(picture, worker)));
    lines.add("settings  " + settings(picture));
    lines.replaceAll(Printable::line);
    return lines;
  }

  /** On air or quiet, why and until when, in one line. */
  public static String headline(StatusPicture picture) {
    if (picture.onAir()) {
      return "ON AIR: speech may be asked for";
    }
    if (picture.quiet().size() == 1) {
      return Printable.line("QUIET: " + reason(picture, picture.quiet().getFirst()));
    }
    Optional<Instant> until =
        picture.quiet().stream().anyMatch(reason -> reason.until() == null)
            ? Optional.empty()
            : picture.quiet().stream()
                .map(Reason::until)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
    return "QUIET for %d reasons%s:"
        .formatted(picture.quiet().size(), until.map(end -> ", " + until(picture, end)).orElse(""));
  }

  /** A moment as it is printed: UTC, whole seconds. */
  public static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String reason(StatusPicture picture, Reason reason) {
    Instant until = reason.until();
    return "%s: %s%s"
        .formatted(
            lower(reason.cause()),
            reason.detail(),
            until == null ? "" : ", " + until(picture, until));
  }

  private static String until(StatusPicture picture, Instant until) {
    return "until %s (%s)".formatted(time(until), span(Duration.between(picture.at(), until)));
  }

  private static String breaker(StatusPicture picture) {
    BreakerState breaker = picture.breaker();
    Instant until = breaker.until();
    return lower(breaker.state())
        + (breaker.failures() == 0 ? "" : ", " + breaker.failures() + " failures in a row")
        + (until == null ? "" : ", " + until(picture, until))
        + (breaker.ramping() ? ", the rate is still rising" : "");
  }

  private static String call(StatusPicture picture, Call call) {
    String request = call.request();
    return "%s by %s for %s%s"
        .formatted(
            request == null ? "a probe" : request,
            call.worker(),
            span(Duration.between(call.since(), picture.at())),
            call.timedOut() ? ", timed out, its answer may still come" : "");
  }

  private static String host(StatusPicture picture, SpeechHost host) {
    return "%s: %s (%s), heard %s ago%s"
        .formatted(
            host.host(),
            lower(host.level().name()),
            host.reason(),
            span(Duration.between(host.heardAt(), picture.at())),
            host.silent() ? ": SILENT" : "");
  }

  private static String worker(StatusPicture picture, Worker worker) {
    String state =
        worker.causes().isEmpty()
            ? worker.paused() ? "paused" : "at work"
            : "quiet: "
                + String.join(
                    ", ", worker.causes().stream().map(cause -> lower(cause.name())).toList());
    return "%s: %s, said so %s ago"
        .formatted(worker.worker(), state, span(Duration.between(worker.saidAt(), picture.at())));
  }

  private static String settings(StatusPicture picture) {
    InForce settings = picture.settings();
    return settings == null
        ? "none yet"
        : "revision %d by %s, rules of version %d"
            .formatted(settings.revision(), settings.by(), settings.foldVersion());
  }

  /** A time span in the two largest units, such as {@code 4m 10s}. */
  public static String span(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3_600) {
      return "%dm %ds".formatted(seconds / 60, seconds % 60);
    }
    if (seconds < 86_400) {
      return "%dh %dm".formatted(seconds / 3_600, seconds % 3_600 / 60);
    }
    return "%dd %dh".formatted(seconds / 86_400, seconds % 86_400 / 3_600);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
