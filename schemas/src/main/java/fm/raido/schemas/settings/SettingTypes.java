package fm.raido.schemas.settings;

import static fm.raido.schemas.settings.SettingParsers.decimal;
import static fm.raido.schemas.settings.SettingParsers.durationBetween;
import static fm.raido.schemas.settings.SettingParsers.lower;
import static fm.raido.schemas.settings.SettingParsers.matching;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Makes settings of the usual types, with their rules in words. */
final class SettingTypes {
  private SettingTypes() {}

  static <E extends Enum<E>> Setting<E> choice(
      String name, String property, E defaultValue, Class<E> type, String description) {
    String rule =
        Arrays.stream(type.getEnumConstants())
            .map(e -> lower(e.name()))
            .collect(Collectors.joining(" or "));
    return new Setting<>(
        name,
        property,
        lower(defaultValue.name()),
        rule,
        description,
        false,
        text ->
            Arrays.stream(type.getEnumConstants())
                .filter(e -> e.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new));
  }

  static Setting<Integer> whole(
      String name, String property, int defaultValue, int min, int max, String description) {
    return new Setting<>(
        name,
        property,
        Integer.toString(defaultValue),
        "a whole number from " + min + " to " + max,
        description,
        false,
        text -> {
          int value = Integer.parseInt(text);
          matching(text, value >= min && value <= max);
          return value;
        });
  }

  static Setting<Duration> duration(
      String name,
      String property,
      String defaultText,
      Duration min,
      Duration max,
      String description) {
    return new Setting<>(
        name,
        property,
        defaultText,
        "a duration from "
            + Durations.format(min)
            + " to "
            + Durations.format(max)
            + ", such as 15s or 5m",
        description,
        false,
        text -> durationBetween(text, min, max));
  }

  static Setting<Double> percent(
      String name, String property, String defaultText, String description) {
    return new Setting<>(
        name,
        property,
        defaultText,
        "a number from 1 to 100",
        description,
        false,
        text -> decimal(text, 1, 100));
  }

  static Setting<Double> load(
      String name, String property, String defaultText, String description) {
    return new Setting<>(
        name,
        property,
        defaultText,
        "a number from 0.1 to 10000",
        description,
        false,
        text -> decimal(text, 0.1, 10_000));
  }

  static Setting<Set<String>> words(String name, String property, String description) {
    return new Setting<>(
        name,
        property,
        "",
        "names of letters, digits, dots and dashes, with commas between",
        description,
        false,
        text ->
            text.isEmpty()
                ? Set.of()
                : Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .map(SettingParsers::name)
                    .collect(Collectors.toUnmodifiableSet()));
  }

  /** A word that is never shown. */
  static Setting<Optional<Secret>> secret(String name, String property, String description) {
    return hidden(
        name,
        property,
        "16 to 200 visible ASCII characters, or file: and the path of a file that holds them",
        description,
        text -> text.matches("file:.+") || text.matches("[\\x21-\\x7E]{16,200}"));
  }

  /** A word that is never shown, and that somebody else made: any characters. */
  static Setting<Optional<Secret>> password(String name, String property, String description) {
    return hidden(
        name,
        property,
        "1 to 1000 characters, or file: and the path of a file that holds them",
        description,
        text -> text.matches("[^\\p{Cntrl}]{1,1000}") && !text.equals(Secret.FILE));
  }

  /** HTTP headers that are never shown; whoever sends them reads them. */
  static Setting<Optional<Secret>> headers(String name, String property, String description) {
    return hidden(
        name,
        property,
        "name=value with commas between several, or file: and the path of a file that holds them",
        description,
        text -> text.matches("file:.+") || text.matches("[^=,]+=[^,]+(,[^=,]+=[^,]+)*"));
  }

  private static Setting<Optional<Secret>> hidden(
      String name, String property, String rule, String description, Predicate<String> holds) {
    return new Setting<>(
        name,
        property,
        "",
        rule,
        description,
        true,
        text -> {
          if (text.isEmpty()) {
            return Optional.empty();
          }
          matching(text, holds.test(text));
          return Optional.of(new Secret(text));
        });
  }

  /** A PEM file; whether it is there and what it holds is looked at by whoever reads it. */
  static Setting<Optional<Path>> file(String name, String property, String description) {
    return new Setting<>(
        name,
        property,
        "",
        "the path of a PEM file",
        description,
        false,
        text -> text.isEmpty() ? Optional.empty() : Optional.of(SettingParsers.path(text)));
  }
}
