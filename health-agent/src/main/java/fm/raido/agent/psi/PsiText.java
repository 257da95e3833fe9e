package fm.raido.agent.psi;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Reads numbers out of the kernel's text without making anything:
 *
 * <pre>
 * some avg10=0.10 avg60=0.48 avg300=0.78 total=37018861
 * full avg10=0.00 avg60=0.00 avg300=0.00 total=0
 * </pre>
 */
final class PsiText {
  /** Answer where the text is not as it should be. */
  static final long NONE = -1;

  private static final byte[] TOTAL = {'t', 'o', 't', 'a', 'l', '='};
  private static final byte[] BLOCKED = "procs_blocked".getBytes(US_ASCII);

  private PsiText() {}

  /**
   * The total of a line, in microseconds, or {@link #NONE}.
   *
   * @param line its first word, in ASCII
   */
  static long total(byte[] text, int length, byte[] line) {
    int start = 0;
    while (start < length) {
      int end = endOfLine(text, length, start);
      if (at(text, start, end, line) && isAt(text, start + line.length, end, ' ')) {
        for (int i = start + line.length; i < end; i++) {
          if (text[i - 1] == ' ' && at(text, i, end, TOTAL)) {
            return number(text, i + TOTAL.length, end);
          }
        }
        return NONE;
      }
      start = end + 1;
    }
    return NONE;
  }

  /**
   * The running tasks of {@code /proc/loadavg}, the number before the slash ({@code 0.10 0.48 0.78
   * 3/412 81234}), or {@link #NONE}.
   */
  static long running(byte[] text, int length) {
    int slash = 0;
    while (slash < length && text[slash] != '/') {
      slash++;
    }
    int start = slash;
    while (start > 0 && text[start - 1] != ' ') {
      start--;
    }
    return slash == length || start == 0 ? NONE : number(text, start, slash);
  }

  /**
   * The blocked tasks of {@code /proc/stat}, its line {@code procs_blocked 3}, or {@link #NONE}.
   * They are sought from the end, where that line is: before it stands one for every processor.
   */
  static long blocked(byte[] text, int length) {
    int end = length;
    while (end > 0) {
      int start = end - 1;
      while (start > 0 && text[start - 1] != '\n') {
        start--;
      }
      if (at(text, start, end, BLOCKED) && isAt(text, start + BLOCKED.length, end, ' ')) {
        return number(text, start + BLOCKED.length + 1, endOfLine(text, end, start));
      }
      end = start;
    }
    return NONE;
  }

  /** Digits from start to end, of which there is at least one and nothing else; at most 18. */
  private static long number(byte[] text, int start, int end) {
    if (end <= start || end - start > 18) {
      return NONE;
    }
    long number = 0;
    for (int i = start; i < end; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return NONE;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private static int endOfLine(byte[] text, int length, int start) {
    int end = start;
    while (end < length && text[end] != '\n') {
      end++;
    }
    return end;
  }

  private static boolean at(byte[] text, int start, int end, byte[] word) {
    if (end - start < word.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (text[start + i] != word[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAt(byte[] text, int place, int end, char expected) {
    return place < end && text[place] == expected;
  }
}
