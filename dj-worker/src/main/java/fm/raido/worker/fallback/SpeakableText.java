package fm.raido.worker.fallback;

import java.text.Normalizer;
import java.util.Map;

/** Folds a text to what the local voice can pronounce: English letters, digits, punctuation. */
final class SpeakableText {
  /** Letters that do not fall apart into a letter and an accent, and signs that are spoken. */
  private static final Map<Integer, String> SPELLINGS =
      Map.ofEntries(
          Map.entry((int) 'ß', "ss"),
          Map.entry((int) 'æ', "ae"),
          Map.entry((int) 'Æ', "Ae"),
          Map.entry((int) 'œ', "oe"),
          Map.entry((int) 'Œ', "Oe"),
          Map.entry((int) 'ø', "o"),
          Map.entry((int) 'Ø', "O"),
          Map.entry((int) 'đ', "d"),
          Map.entry((int) 'Đ', "D"),
          Map.entry((int) 'ð', "d"),
          Map.entry((int) 'Ð', "D"),
          Map.entry((int) 'þ', "th"),
          Map.entry((int) 'Þ', "Th"),
          Map.entry((int) 'ł', "l"),
          Map.entry((int) 'Ł', "L"),
          Map.entry((int) 'ı', "i"),
          Map.entry((int) '’', "'"),
          Map.entry((int) '‘', "'"),
          Map.entry((int) '–', ", "),
          Map.entry((int) '—', ", "),
          Map.entry((int) '€', " euro "),
          Map.entry((int) '£', " pound "),
          Map.entry((int) '&', " and "),
          Map.entry((int) '+', " plus "),
          Map.entry((int) '@', " at "));

  /** FreeTTS says the names of other signs ("backslash"); these it takes as pauses or numbers. */
  private static final String PUNCTUATION = ".,;:!?'$%-/()\"";

  private SpeakableText() {}

  /** The text as the voice gets it; empty where nothing in it can be spoken. */
  static String of(String text) {
    StringBuilder folded = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFKD)
        .codePoints()
        .forEach(character -> append(folded, character));
    String spoken = folded.toString().replaceAll("\\s+", " ").strip();
    return hasLetterOrDigit(spoken) ? spoken : "";
  }

  /** Whether something of it is left to say. */
  static boolean hasWords(String text) {
    return !of(text).isEmpty();
  }

  private static void append(StringBuilder folded, int character) {
    boolean accent = Character.getType(character) == Character.NON_SPACING_MARK;
    if (accent) {
      return;
    }
    String spelling = SPELLINGS.get(character);
    if (spelling != null) {
      folded.append(spelling);
    } else if (isLetterOrDigit(character) || PUNCTUATION.indexOf(character) >= 0) {
      folded.appendCodePoint(character);
    } else {
      folded.append(' ');
    }
  }

  private static boolean hasLetterOrDigit(String text) {
    return text.chars().anyMatch(SpeakableText::isLetterOrDigit);
  }

  private static boolean isLetterOrDigit(int c) {
    return c < 128 && Character.isLetterOrDigit(c);
  }
}
