package fm.raido.schemas.announcement;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields of one JSON object and collects a {@link Violation} for each that breaks its
 * rule. A missing field and one that is {@code null} are the same. Not for use by more than one
 * thread.
 */
public final class FieldReader {
  private final JsonNode object;
  private final String prefix;
  private final List<Violation> violations;

  /** A reader of a whole document, which must be an object. */
  public FieldReader(JsonNode object) {
    this(object, "", new ArrayList<>());
  }

  private FieldReader(JsonNode object, String prefix, List<Violation> violations) {
    this.object = object;
    this.prefix = prefix;
    this.violations = violations;
  }

  /** Adds a fault that only the caller can see. */
  public void fault(String field, Object value, String rule) {
    violations.add(new Violation(prefix + field, String.valueOf(value), rule));
  }

  public boolean isFaulty() {
    return !violations.isEmpty();
  }

  /** Whether that field, or a field inside it, has a fault already. */
  public boolean isFaulty(String field) {
    String path = prefix + field;
    return violations.stream()
        .anyMatch(v -> v.field().equals(path) || v.field().startsWith(path + "."));
  }

  public List<Violation> violations() {
    return List.copyOf(violations);
  }

  /**
   * The value, or null with a fault added when it is missing and nothing else was wrong with it.
   */
  public <T> @Nullable T required(String field, Optional<T> value) {
    if (value.isEmpty() && !isFaulty(field)) {
      fault(field, "", "must be given");
    }
    return value.orElse(null);
  }

  /** A string of any length. */
  public Optional<String> string(String field) {
    JsonNode node = node(field);
    if (node == null) {
      return Optional.empty();
    }
    if (!node.isString()) {
      fault(field, node, "must be a string");
      return Optional.empty();
    }
    return Optional.of(node.stringValue());
  }

  /** A string that a pattern matches as a whole. */
  public Optional<String> word(String field, Pattern pattern) {
    return string(field)
        .filter(value -> {
          boolean fits = pattern.matcher(value).matches();
          if (!fits) {
            fault(field, value, "must match " + pattern);
          }
          return fits;
        });
  }

  /**
   * A text for people: not blank, at most that many Unicode characters, no control characters, no
   * half of a surrogate pair.
   */
  public Optional<String> text(String field, int max) {
    return string(field)
        .filter(value -> {
          String rule = textRule(value, max);
          if (rule != null) {
            fault(field, value, rule);
          }
          return rule == null;
        });
  }

  private static @Nullable String textRule(String value, int max) {
    if (RequestLimits.isBlank(value)) {
      return "must not be blank";
    }
    int length = value.codePointCount(0, value.length());
    if (length > max) {
      return "must be at most " + max + " characters (it has " + length + ")";
    }
    if (RequestLimits.hasControlCharacter(value)) {
      return "must not hold control characters";
    }
    return RequestLimits.hasLoneSurrogate(value) ? "must be well-formed Unicode" : null;
  }

  /** A whole number in a closed range. */
  public Optional<Integer> integer(String field, int min, int max) {
    return number(field, min, max)
        .filter(value -> {
          boolean whole = value == Math.rint(value);
          if (!whole) {
            fault(field, value, "must be a whole number");
          }
          return whole;
        })
        .map(Double::intValue);
  }

  /** A number in a closed range. */
  public Optional<Double> number(String field, double min, double max) {
    JsonNode node = node(field);
    if (node == null) {
      return Optional.empty();
    }
    if (!node.isNumber()) {
      fault(field, node, "must be a number");
      return Optional.empty();
    }
    // A whole number of hundreds of digits is no double at all.
    double value = node.doubleValue(Double.NaN);
    if (!(value >= min && value <= max)) {
      fault(field, node, "must be from " + plain(min) + " to " + plain(max));
      return Optional.empty();
    }
    return Optional.of(value);
  }

  /** An instant as RFC 3339 writes it, with its offset from UTC, from the year 2000 to 2999. */
  public Optional<Instant> instant(String field) {
    return string(field)
        .flatMap(value -> {
          try {
            if (RequestLimits.TIME.matcher(value).matches()) {
              return Optional.of(OffsetDateTime.parse(value).toInstant());
            }
          } catch (DateTimeException e) {
            // Told below, in words that say what is wanted.
          }
          fault(
              field,
              value,
              "must be a time with seconds and offset from 2000 to 2999, for example 2026-11-01T20:15:00Z");
          return Optional.empty();
        });
  }

  /**
   * A duration of at least zero, as ISO 8601 ({@code PT90S}) or a number with a unit ({@code 90s},
   * {@code 2m}, {@code 1h}, {@code 1d}).
   */
  public Optional<Duration> duration(String field, Duration max) {
    return string(field)
        .flatMap(value -> {
          Optional<Duration> duration = fm.raido.schemas.settings.Durations.parse(value);
          if (duration.isEmpty()
              || duration.get().isNegative()
              || duration.get().compareTo(max) > 0) {
            fault(
                field,
                value,
                "must be a duration from 0s to "
                    + fm.raido.schemas.settings.Durations.format(max)
                    + ", for example 90s or 2m");
            return Optional.empty();
          }
          return duration;
        });
  }

  /** A nested object; its faults carry the path. */
  public Optional<FieldReader> object(String field) {
    JsonNode node = node(field);
    if (node == null) {
      return Optional.empty();
    }
    if (!node.isObject()) {
      fault(field, node, "must be an object");
      return Optional.empty();
    }
    return Optional.of(new FieldReader(node, prefix + field + ".", violations));
  }

  private @Nullable JsonNode node(String field) {
    JsonNode node = object.get(field);
    return node == null || node.isNull() ? null : node;
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }
}
