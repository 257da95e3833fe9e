package fm.raido.controlroom.deadletters;

import fm.raido.controlroom.letters.Letter;
import fm.raido.controlroom.letters.LetterFilter;
import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.schemas.settings.Durations;
import fm.raido.schemas.topic.TopicCatalogue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which letters. */
final class FilterOptions {
  @Option(
      names = "--reason",
      paramLabel = "REASON",
      split = ",",
      description = "poison, rejected, exhausted, lost; foreign, unreadable.")
  private List<String> reasons = new ArrayList<>();

  @Option(
      names = "--station",
      paramLabel = "STATION",
      split = ",",
      description = "The request's station.")
  private List<String> stations = new ArrayList<>();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      split = ",",
      description = "intro, outro, back-announce, station-id, promo, custom.")
  private List<String> kinds = new ArrayList<>();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Failed then or later: 2h (ago), or 2026-11-01T20:15:00Z.")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Failed before then.")
  private @Nullable String until;

  @Option(
      names = "--id",
      paramLabel = "ID",
      split = ",",
      description = "The request's id, or the letter's name, id/pass.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--contains",
      paramLabel = "WORDS",
      description = "Words in the request's text, title or artist, or in the detail.")
  private @Nullable String contains;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Another topic of dead letters, written by spring-kafka or Kafka Connect.")
  private @Nullable String topic;

  String topic() {
    return topic == null ? TopicCatalogue.DEAD_LETTERS : topic;
  }

  boolean namesIds() {
    return !ids.isEmpty();
  }

  List<String> ids() {
    return ids;
  }

  /**
   * The filter.
   *
   * @param text what {@code --text} said where that is a filter too, or null
   */
  LetterFilter filter(CommandSpec spec, Instant now, @Nullable String text) {
    if (text != null && contains != null) {
      throw new ParameterException(
          spec.commandLine(), "--text and --contains are the same here: give one of them");
    }
    Set<AnnouncementKind> wanted = EnumSet.noneOf(AnnouncementKind.class);
    for (String kind : kinds) {
      wanted.add(
          AnnouncementKind.of(kind)
              .orElseThrow(() ->
                  wrong(
                      spec,
                      "--kind",
                      kind,
                      "must be "
                          + Stream.of(AnnouncementKind.values())
                              .map(AnnouncementKind::wireName)
                              .collect(Collectors.joining(", ")))));
    }
    Instant from = time(spec, "--since", since, now);
    Instant to = time(spec, "--until", until, now);
    if (from != null && to != null && !from.isBefore(to)) {
      throw new ParameterException(
          spec.commandLine(), "--since " + from + " is not before --until " + to);
    }
    return new LetterFilter(
        reasons(spec),
        new HashSet<>(stations),
        wanted,
        from,
        to,
        new HashSet<>(ids),
        text == null ? contains : text);
  }

  private Set<String> reasons(CommandSpec spec) {
    Set<String> known =
        Stream.concat(
                Stream.of(DeadLetterReason.values()).map(Enum::name),
                Stream.of(Letter.FOREIGN, Letter.UNREADABLE))
            .collect(Collectors.toSet());
    Set<String> wanted = new HashSet<>();
    for (String reason : reasons) {
      String name = reason.toUpperCase(Locale.ROOT);
      if (!known.contains(name)) {
        throw wrong(
            spec,
            "--reason",
            reason,
            "must be " + String.join(", ", known.stream().sorted().toList()));
      }
      wanted.add(name);
    }
    return wanted;
  }

  static @Nullable Instant time(
      CommandSpec spec, String option, @Nullable String text, Instant now) {
    if (text == null) {
      return null;
    }
    try {
      return Durations.parse(text)
          .map(now::minus)
          .orElseGet(() -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException | ArithmeticException e) {
      throw wrong(
          spec, option, text, "must be a time such as 2026-11-01T20:15:00Z, or so long ago: 2h");
    }
  }

  static ParameterException wrong(CommandSpec spec, String option, String value, String rule) {
    return new ParameterException(spec.commandLine(), option + " is \"" + value + "\": " + rule);
  }
}
