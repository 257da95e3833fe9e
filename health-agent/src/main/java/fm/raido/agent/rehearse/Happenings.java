package fm.raido.agent.rehearse;

import fm.raido.protection.fold.LastWord;
import fm.raido.protection.fold.ProtectionFold;
import fm.raido.protection.gate.Closure;
import fm.raido.schemas.protection.ProtectionRecord.WorkerSaid;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Tells what has changed in the protection since it was asked last; pure. */
final class Happenings {
  private Map<String, Closure> closures = Map.of();
  private final Map<String, Boolean> paused = new HashMap<>();
  private int perMinute;
  private int inFlight;

  /** Begins with what holds at that time, and tells nothing of it. */
  Happenings(ProtectionFold fold, Instant now) {
    var _ = since(fold, now);
  }

  /** One line for each change. */
  List<String> since(ProtectionFold fold, Instant now) {
    List<String> lines = new ArrayList<>();
    gate(fold, now, lines);
    limits(fold, now, lines);
    for (LastWord word : fold.workers()) {
      WorkerSaid said = word.said();
      boolean is = said.paused() && !said.stopping();
      Boolean was = paused.put(said.worker(), is);
      if (was == null ? is : was != is) {
        lines.add("worker %s has %s".formatted(said.worker(), is ? "paused" : "gone on"));
      }
    }
    return lines;
  }

  private void gate(ProtectionFold fold, Instant now, List<String> lines) {
    Map<String, Closure> before = closures;
    Map<String, Closure> is = new TreeMap<>();
    for (Closure closure : fold.gate(now).closures()) {
      String cause = closure.cause().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      is.put(cause, closure);
      Closure was = before.get(cause);
      if (was == null || !was.detail().equals(closure.detail())) {
        lines.add(
            "the gate is closed: %s: %s%s"
                .formatted(
                    cause,
                    closure.detail(),
                    closure.until().map(until -> ", until " + time(until)).orElse("")));
      }
    }
    for (String cause : before.keySet()) {
      if (!is.containsKey(cause)) {
        lines.add("%s no longer closes the gate".formatted(cause));
      }
    }
    closures = is;
  }

  private void limits(ProtectionFold fold, Instant now, List<String> lines) {
    int minute = fold.perMinute(now);
    int flight = fold.inFlight(now);
    if (minute != perMinute || flight != inFlight) {
      lines.add("at most %d calls a minute, %d at a time".formatted(minute, flight));
    }
    perMinute = minute;
    inFlight = flight;
  }

  /** As `raido status` writes it: UTC, whole seconds. */
  static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
