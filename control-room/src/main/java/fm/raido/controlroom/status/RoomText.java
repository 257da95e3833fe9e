package fm.raido.controlroom.status;

import fm.raido.controlroom.Printable;
import fm.raido.controlroom.room.Announcement;
import fm.raido.controlroom.room.Backlog;
import fm.raido.controlroom.room.BreakerState;
import fm.raido.controlroom.room.InForce;
import fm.raido.controlroom.room.Letters;
import fm.raido.controlroom.room.ProtectionSwitch;
import fm.raido.controlroom.room.RateBudget;
import fm.raido.controlroom.room.Room;
import fm.raido.controlroom.room.RunningCall;
import fm.raido.controlroom.room.SpeechHost;
import fm.raido.controlroom.room.WorkerState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The picture of the control room in lines of a terminal; the first one is its sentence. */
final class RoomText {
  private static final int ANNOUNCEMENTS_MAX = 5;
  private static final int CALLS_MAX = 5;
  private static final int WORDS_MAX = 60;

  private final Room room;
  private final List<String> lines = new ArrayList<>();

  private RoomText(Room room) {
    this.room = room;
  }

  static List<String> lines(Room room) {
    RoomText text = new RoomText(room);
    text.lines.add(room.sentence());
    text.breaker();
    text.rate();
    text.hosts();
    text.backlog();
    text.announcements();
    text.letters();
    text.protection();
    text.workers();
    text.settings();
    text.lines.replaceAll(Printable::line);
    return text.lines;
  }

  private void head(String name, String words) {
    lines.add("%-10s%s".formatted(name, words));
  }

  private void below(String words) {
    lines.add(" ".repeat(10) + words);
  }

  private void breaker() {
    BreakerState breaker = room.breaker();
    Instant until = breaker.until();
    head(
        "breaker",
        lower(breaker.state())
            + (breaker.failures() == 0
                ? ""
                : ", %d of %s failures in a row"
                    .formatted(breaker.failures(), Objects.toString(breaker.failuresToOpen(), "?")))
            + (until == null ? "" : ", next probe in " + span(room.at(), until))
            + (breaker.probe() == null ? "" : ", a probe is on its way"));
    breaker.calls().stream()
        .limit(CALLS_MAX)
        .forEach(call ->
            below(
                "%s %s by %s after %.1f s, %s ago"
                    .formatted(
                        call.request() == null ? "probe" : call.request(),
                        lower(call.result()),
                        call.worker(),
                        call.tookMillis() / 1e3,
                        age(call.at()))));
  }

  private void rate() {
    RateBudget rate = room.rate();
    RateBudget.Ramping ramp = rate.ramp();
    head(
        "rate",
        "%d of %d calls in the last 60 s, %d left%s%s"
            .formatted(
                rate.used(),
                rate.limit(),
                rate.left(),
                rate.halved() ? ", halved by a warning" : "",
                ramp == null
                    ? ""
                    : ", %d %% of the rate, more in %s"
                        .formatted(ramp.percent(), span(room.at(), ramp.nextStepAt()))));
    head("calls", "%d of %d on their way".formatted(room.calls().size(), rate.inFlightLimit()));
    for (RunningCall call : room.calls()) {
      below(
          "%s by %s for %s%s"
              .formatted(
                  call.request() == null ? "a probe" : call.request(),
                  call.worker(),
                  age(call.since()),
                  call.timedOut() ? ", timed out, its answer may still come" : ""));
    }
  }

  private void hosts() {
    head(
        "hosts",
        room.hosts().isEmpty()
            ? "no speech host was heard: its pressure is not watched"
            : Integer.toString(room.hosts().size()));
    for (SpeechHost host : room.hosts()) {
      below(
          "%s: %s%s, heard %s ago%s"
              .formatted(
                  host.host(),
                  lower(host.level()),
                  host.reason().isEmpty() ? "" : " (" + host.reason() + ")",
                  age(host.heardAt()),
                  host.silent() ? ": SILENT" : ""));
      String readings =
          host.readings().stream()
              .filter(reading -> reading.value() != null)
              .map(reading ->
                  "%s %.1f%s of %.0f/%.0f"
                      .formatted(
                          reading.label(),
                          reading.value(),
                          reading.unit().isEmpty() ? "" : " " + reading.unit(),
                          reading.warning(),
                          reading.critical()))
              .collect(Collectors.joining(", "));
      if (!readings.isEmpty()) {
        below("  " + readings + (host.ownThresholds() ? "" : " (default thresholds)"));
      }
    }
  }

  private void backlog() {
    Backlog backlog = room.backlog();
    Backlog.ToTemplates late = backlog.toTemplates();
    Instant next = backlog.nextAirBy();
    head(
        "waiting",
        "%s%d%s%s%s"
            .formatted(
                backlog.atLeast() ? "about " : "",
                backlog.waiting(),
                backlog.oldestSince() == null
                    ? ""
                    : ", the oldest for " + age(backlog.oldestSince()),
                next == null || next.isBefore(room.at())
                    ? ""
                    : ", the next deadline in " + span(room.at(), next),
                late == null || late.requests() == 0
                    ? ""
                    : ", %s%d too early for speech"
                        .formatted(late.atLeast() ? "at least " : "", late.requests())));
    for (Backlog.PartitionState partition : backlog.partitions()) {
      below(
          "%d: %s, %d waiting, lag %d%s%s"
              .formatted(
                  partition.partition(),
                  partition.worker() == null ? "nobody's" : partition.worker(),
                  partition.waiting(),
                  partition.lag(),
                  partition.oldestSince() == null
                      ? ""
                      : ", the oldest for " + age(partition.oldestSince()),
                  partition.pausedBy().isEmpty()
                      ? ""
                      : ", paused by "
                          + partition.pausedBy().stream()
                              .map(RoomText::lower)
                              .collect(Collectors.joining(", "))));
    }
  }

  private void announcements() {
    head("latest", room.announcements().isEmpty() ? "nothing yet" : "");
    for (Announcement one : room.announcements().stream().limit(ANNOUNCEMENTS_MAX).toList()) {
      below(
          "%s %s%s, %s ago%s%s"
              .formatted(
                  one.id(),
                  lower(one.outcome()),
                  one.late() ? " TOO LATE, not to be aired" : "",
                  age(one.endedAt()),
                  one.reason() == null ? "" : ": " + one.reason(),
                  one.text() == null ? "" : ": \"" + cut(one.text()) + "\""));
    }
  }

  private void letters() {
    Letters letters = room.letters();
    head(
        "letters",
        letters.total() == 0
            ? "none"
            : "%s%d: %s"
                .formatted(
                    letters.atLeast() ? "at least " : "",
                    letters.total(),
                    letters.groups().stream()
                        .map(group -> group.count() + " " + lower(group.reason()))
                        .collect(Collectors.joining(", "))));
  }

  private void protection() {
    ProtectionSwitch set = room.protection();
    Instant until = set.until();
    String last =
        set.history().isEmpty()
            ? ""
            : set.history().stream()
                .limit(1)
                .map(word ->
                    "; last word: %s by %s %s ago, %s"
                        .formatted(lower(word.what()), word.who(), age(word.at()), word.detail()))
                .collect(Collectors.joining());
    head(
        "switch",
        (set.on()
                ? "protection is on"
                    + (until == null ? "" : " for another " + span(room.at(), until))
                : "off")
            + last);
  }

  private void workers() {
    head("workers", room.workers().isEmpty() ? "none" : Integer.toString(room.workers().size()));
    for (WorkerState worker : room.workers()) {
      String state =
          worker.causes().isEmpty()
              ? worker.paused() ? "paused" : "at work"
              : "quiet: "
                  + worker.causes().stream().map(RoomText::lower).collect(Collectors.joining(", "));
      below(
          "%s: %s%s, partitions %s%s"
              .formatted(
                  worker.worker(),
                  state,
                  worker.inGroup() ? "" : ", not in the group",
                  worker.partitions().isEmpty()
                      ? "none"
                      : worker.partitions().stream()
                          .map(String::valueOf)
                          .collect(Collectors.joining(" ")),
                  worker.saidAt() == null ? "" : ", said so " + age(worker.saidAt()) + " ago"));
    }
  }

  private void settings() {
    InForce settings = room.settings();
    head(
        "settings",
        settings == null
            ? "none yet"
            : "revision %d by %s, rules of version %d: %s"
                .formatted(
                    settings.revision(),
                    settings.by(),
                    settings.foldVersion(),
                    settings.values().entrySet().stream()
                        .filter(value -> !value.getValue().isEmpty())
                        .map(value -> value.getKey() + "=" + value.getValue())
                        .collect(Collectors.joining(" "))));
  }

  private String age(@Nullable Instant since) {
    return since == null ? "?" : span(since, room.at());
  }

  private static String span(Instant from, Instant to) {
    return StatusText.span(Duration.between(from, to));
  }

  private static String cut(String words) {
    String line = words.replaceAll("\\s+", " ");
    return line.length() <= WORDS_MAX ? line : line.substring(0, WORDS_MAX - 1) + "…";
  }

  private static String lower(Object name) {
    return name.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
