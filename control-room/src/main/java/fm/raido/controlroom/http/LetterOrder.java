package fm.raido.controlroom.http;

import fm.raido.controlroom.letters.Letter;
import fm.raido.controlroom.letters.LetterFilter;
import fm.raido.protection.replay.Corrections;
import fm.raido.protection.replay.Pace;
import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.Violation;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.schemas.settings.Durations;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads which letters are meant, and what is to be done with them; names every fault. */
final class LetterOrder {
  private static final int MOST = Integer.MAX_VALUE;

  private final ObjectNode body;
  private final Instant now;
  private final List<Violation> faults = new ArrayList<>();

  /**
   * @param body fields as they came; lists may be given as one text with commas between
   * @param now from when "2h" is counted back
   */
  LetterOrder(ObjectNode body, Instant now) {
    this.body = body;
    this.now = now;
  }

  List<Violation> faults() {
    return faults;
  }

  LetterFilter filter() {
    Set<String> reasons = new HashSet<>();
    for (String reason : words("reason")) {
      String name = reason.toUpperCase(Locale.ROOT);
      if (known().contains(name)) {
        reasons.add(name);
      } else {
        fault("reason", reason, "must be " + String.join(", ", known()));
      }
    }
    Set<AnnouncementKind> kinds = EnumSet.noneOf(AnnouncementKind.class);
    for (String kind : words("kind")) {
      AnnouncementKind.of(kind)
          .ifPresentOrElse(
              kinds::add,
              () ->
                  fault(
                      "kind",
                      kind,
                      "must be "
                          + Stream.of(AnnouncementKind.values())
                              .map(AnnouncementKind::wireName)
                              .collect(Collectors.joining(", "))));
    }
    Instant since = time("since");
    Instant until = time("until");
    if (since != null && until != null && !since.isBefore(until)) {
      fault("since", since.toString(), "must be before until, " + until);
    }
    return new LetterFilter(
        reasons,
        new HashSet<>(words("station")),
        kinds,
        since,
        until,
        new HashSet<>(words("id")),
        JsonBody.text(body, "contains", faults).filter(text -> !text.isBlank()).orElse(null));
  }

  private static Set<String> known() {
    Set<String> names = new TreeSet<>(Set.of(Letter.FOREIGN, Letter.UNREADABLE));
    Stream.of(DeadLetterReason.values()).map(Enum::name).forEach(names::add);
    return names;
  }

  Optional<Pace> pace() {
    Optional<String> rate = JsonBody.text(body, "rate", faults);
    Optional<Pace> pace = rate.flatMap(Pace::parse);
    if (rate.isPresent() && pace.isEmpty()) {
      fault("rate", rate.get(), Pace.RULE);
    }
    return pace;
  }

  Corrections corrections() {
    JsonNode speed = body.get("speed");
    if (speed != null && !speed.isNull() && !speed.isNumber()) {
      fault("speed", speed.toString(), "must be a number");
    }
    Corrections corrections =
        new Corrections(
            JsonBody.text(body, "voice", faults).orElse(null),
            speed != null && speed.isNumber() ? speed.doubleValue() : null,
            JsonBody.text(body, "text", faults).orElse(null));
    if (faults.isEmpty()) {
      faults.addAll(corrections.violations());
    }
    return corrections;
  }

  int max() {
    return number("max", 1, MOST, MOST);
  }

  int ahead(int usual) {
    return number("ahead", 0, MOST, usual);
  }

  int limit(int usual, int most) {
    return number("limit", 1, most, usual);
  }

  boolean flag(String field) {
    JsonNode value = body.get(field);
    if (value == null || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      fault(field, value.toString(), "must be true or false");
      return false;
    }
    return value.booleanValue();
  }

  private int number(String field, int least, int most, int usual) {
    JsonNode value = body.get(field);
    if (value == null || value.isNull()) {
      return usual;
    }
    String text = value.isString() ? value.stringValue() : value.toString();
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    fault(field, text, "must be a whole number from " + least + " to " + most);
    return usual;
  }

  private @Nullable Instant time(String field) {
    Optional<String> text = JsonBody.text(body, field, faults);
    if (text.isEmpty() || text.get().isBlank()) {
      return null;
    }
    try {
      return Durations.parse(text.get())
          .map(now::minus)
          .orElseGet(() -> OffsetDateTime.parse(text.get()).toInstant());
    } catch (DateTimeException | ArithmeticException e) {
      fault(field, text.get(), "must be a time such as 2026-11-01T20:15:00Z, or so long ago: 2h");
      return null;
    }
  }

  private List<String> words(String field) {
    JsonNode value = body.get(field);
    if (value == null || value.isNull()) {
      return List.of();
    }
    List<String> words = new ArrayList<>();
    if (value.isArray()) {
      for (JsonNode word : value) {
        if (word.isString()) {
          words.add(word.stringValue());
        } else {
          fault(field, word.toString(), "must be texts");
        }
      }
    } else if (value.isString()) {
      Stream.of(value.stringValue().split(",", -1))
          .map(String::strip)
          .filter(word -> !word.isEmpty())
          .forEach(words::add);
    } else {
      fault(field, value.toString(), "must be a text or a list of texts");
    }
    return words;
  }

  private void fault(String field, String value, String rule) {
    faults.add(new Violation(field, value, rule));
  }
}
