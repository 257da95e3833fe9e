package fm.raido.producer.intake;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Recognises what taggers and playout systems write where they know nothing: an announcement of
 * "Unknown Artist" is worse than silence. Names that bands really bear ("!!!", "Various Artists")
 * pass.
 */
public final class UnknownMetadata {
  private static final Set<String> PLACEHOLDERS =
      Set.of(
          "",
          "unknown",
          "unknown artist",
          "unknown title",
          "unknown track",
          "unknown song",
          "unknown album",
          "no artist",
          "no title",
          "untitled",
          "untitled track",
          "n/a",
          "null",
          "undefined",
          "-",
          "--",
          "---",
          "?",
          "??",
          "???");

  /** What CD rippers write: "Track 01", "AudioTrack 7", "Track07". */
  private static final Pattern NUMBERED = Pattern.compile("(audio ?)?track ?\\d{1,3}");

  /** Android and others put brackets around. */
  private static final Pattern BRACKETED = Pattern.compile("[<(\\[](.*)[>)\\]]");

  private UnknownMetadata() {}

  /** Whether a title or an artist says nothing. */
  public static boolean in(String text) {
    String plain =
        BRACKETED
            .matcher(
                Normalizer.normalize(text, Normalizer.Form.NFKC)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("\\s+", " ")
                    .strip())
            .replaceFirst("$1")
            .strip();
    return PLACEHOLDERS.contains(plain) || NUMBERED.matcher(plain).matches();
  }
}
