package fm.raido.controlroom.http;

import fm.raido.controlroom.letters.Letter;
import fm.raido.controlroom.letters.LetterFilter;
import fm.raido.controlroom.protect.SwitchRules;
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

/**
 * Reads which letters are meant, and what is to be done with them; names every fault. A field that
 * nobody has asked for by the end is one: a misspelt {@code reason} must not mean every letter.
 */
final class LetterOrder {
  private static final int MOST = Integer.MAX_VALUE;
  private static final String EMPTY = "must not be empty: leave it away where it does not matter";

  private final ObjectNode body;
  private final Instant now;
  private final Set<String> known = new TreeSet<>();
  private final List<Violation> faults = new ArrayList<>();

  /**
   * @param body fields as they came; lists may be given as one text with commas between
   * @param now from when "2h" is counted back
   */
  LetterOrder(ObjectNode body, Instant now) {
    this.body = body;
    this.now = now;
  }

  /** All of them; to be asked for when everything else was. */
  List<Violation> faults() {
    List<Violation> all = new ArrayList<>(faults);
    all.addAll(JsonBody.unknown(body, known));
    return all;
  }

  /** A field's value, or null where it is missing. */
  private @Nullable JsonNode field(String name) {
    known.add(name);
    JsonNode value = body.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private Optional<String> text(String name) {
    known.add(name);
    return JsonBody.text(body, name, faults);
  }

  /** The text of a field of the filter: an empty one would choose all, which nobody meant. */
  private Optional<String> filled(String name) {
    Optional<String> text = text(name);
    if (text.filter(String::isBlank).isPresent()) {
      fault(name, text.get(), EMPTY);
      return Optional.empty();
    }
    return text;
  }

  /** The filter of something that changes letters: all of them only where it is said. */
  LetterFilter chosen() {
    LetterFilter filter = filter();
    if (!flag("all") && filter.isAll() && faults.isEmpty()) {
      fault("all", "", "must be true where no filter is given: say which letters, or all");
    }
    return filter;
  }

  /** Who has it done, beside whom the door knows. */
  Optional<String> who() {
    Optional<String> who = text("who");
    who.flatMap(it -> SwitchRules.fault("who", it)).ifPresent(faults::add);
    return who;
  }

  LetterFilter filter() {
    Set<String> reasons = new HashSet<>();
    for (String reason : words("reason")) {
      String name = reason.toUpperCase(Locale.ROOT);
      if (reasons().contains(name)) {
        reasons.add(name);
      } else {
        fault("reason", reason, "must be " + String.join(", ", reasons()));
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
        filled("contains").orElse(null));
  }

  private static Set<String> reasons() {
    Set<String> names = new TreeSet<>(Set.of(Letter.FOREIGN, Letter.UNREADABLE));
    Stream.of(DeadLetterReason.values()).map(Enum::name).forEach(names::add);
    return names;
  }

  Optional<Pace> pace() {
    Optional<String> rate = text("rate");
    Optional<Pace> pace = rate.flatMap(Pace::parse);
    if (rate.isPresent() && pace.isEmpty()) {
      fault("rate", rate.get(), Pace.RULE);
    }
    return pace;
  }

  Corrections corrections() {
    JsonNode speed = field("speed");
    if (speed != null && !speed.isNumber()) {
      fault("speed", speed.toString(), "must be a number");
    }
    Corrections corrections =
        new Corrections(
            text("voice").orElse(null),
            speed != null && speed.isNumber() ? speed.doubleValue() : null,
            text("text").orElse(null));
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
    JsonNode value = field(field);
    if (value == null) {
      return false;
    }
    if (!value.isBoolean()) {
      fault(field, value.toString(), "must be true or false");
      return false;
    }
    return value.booleanValue();
  }

  private int number(String field, int least, int most, int usual) {
    JsonNode value = field(field);
    if (value == null) {
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
    Optional<String> text = filled(field);
    if (text.isEmpty()) {
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
    JsonNode value = field(field);
    if (value == null) {
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
      return words;
    }
    if (words.isEmpty() || words.stream().anyMatch(String::isBlank)) {
      fault(field, value.toString(), EMPTY);
    }
    return words;
  }

  private void fault(String field, String value, String rule) {
    faults.add(new Violation(field, value, rule));
  }
}
