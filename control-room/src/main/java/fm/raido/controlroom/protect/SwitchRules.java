package fm.raido.controlroom.protect;

import fm.raido.schemas.announcement.Violation;
import fm.raido.schemas.settings.Durations;
import java.time.Duration;
import java.util.Optional;

/** What an operator may say on the switch, by command or over HTTP. */
public final class SwitchRules {
  /** The log forgets after that time, and the switch with it. */
  public static final Duration LONGEST = Duration.ofDays(7);

  private static final int WORDS_MAX = 300;

  /** What words must be. */
  static final String WORDS =
      "must be 1 to " + WORDS_MAX + " characters without control characters";

  /** What a time must be. */
  static final String TIME = "must be a duration over 0s and at most 7d, such as 10m";

  private SwitchRules() {}

  /** What is wrong with a reason or a name, if anything. */
  public static Optional<Violation> fault(String field, String words) {
    boolean fits =
        !words.isBlank()
            && words.codePointCount(0, words.length()) <= WORDS_MAX
            && words.chars().noneMatch(Character::isISOControl);
    return fits ? Optional.empty() : Optional.of(new Violation(field, words, WORDS));
  }

  /** How long the switch is to stay on; empty where the text is no such time. */
  public static Optional<Duration> time(String text) {
    return Durations.parse(text).filter(d -> d.isPositive() && d.compareTo(LONGEST) <= 0);
  }

  /** The fault of a text that is no such time. */
  public static Violation timeFault(String field, String text) {
    return new Violation(field, text, TIME);
  }
}
