package fm.raido.schemas.wire;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object of the plainest kind: no blanks, no nesting but lists of texts, texts of
 * printable ASCII without escapes, whole numbers of at most nine digits. Whatever is not of that
 * kind makes it odd for good, and says nothing about whether it is valid JSON.
 *
 * <p>It exists for its speed in a process that has just started: a few small methods are compiled
 * early, a general parser late.
 */
final class PlainJson {
  private static final int NUMBER_DIGITS = 9;
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");

  private final byte[] json;
  private int at;
  private int nameFrom;
  private int nameTo;
  private boolean odd;

  PlainJson(byte[] json) {
    this.json = json;
    odd = !takes('{');
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Goes to the next field, whose value must be read then; false behind the last, or where odd. */
  boolean next() {
    if (odd || takes('}')) {
      return false;
    }
    if (nameTo > 0) {
      expect(',');
    }
    expect('"');
    nameFrom = at;
    nameTo = endOfText();
    expect(':');
    return !odd;
  }

  boolean isNamed(byte[] name) {
    return Arrays.equals(json, nameFrom, nameTo, name, 0, name.length);
  }

  /** Whether all of it was read, and all was plain. */
  boolean isPlain() {
    return !odd && at == json.length;
  }

  /** A field that is not expected. */
  void refuse() {
    odd = true;
  }

  /**
   * A text.
   *
   * @param before null, or what was read of the same name before, which is odd
   */
  @Nullable String text(@Nullable String before) {
    odd |= before != null;
    return text();
  }

  private @Nullable String text() {
    expect('"');
    int from = at;
    int to = endOfText();
    return odd ? null : new String(json, from, to - from, StandardCharsets.ISO_8859_1);
  }

  @Nullable Integer number(@Nullable Integer before) {
    odd |= before != null;
    boolean negative = takes('-');
    int from = at;
    int number = digits(NUMBER_DIGITS);
    odd |= at == from || (json[from] == '0' && (at - from > 1 || negative));
    return odd ? null : negative ? -number : number;
  }

  @Nullable Boolean truth(@Nullable Boolean before) {
    odd |= before != null;
    if (takes(TRUE)) {
      return !odd;
    }
    odd |= !takes(FALSE);
    return odd ? null : Boolean.FALSE;
  }

  @Nullable List<String> texts(@Nullable List<String> before) {
    odd |= before != null;
    expect('[');
    List<String> all = new ArrayList<>();
    while (!odd && !takes(']')) {
      if (!all.isEmpty()) {
        expect(',');
      }
      String text = text();
      if (text != null) {
        all.add(text);
      }
    }
    return odd ? null : all;
  }

  /** A duration of seconds alone, such as {@code PT2.345S}. */
  @Nullable Duration duration(@Nullable Duration before) {
    odd |= before != null;
    expect('"');
    expect('P');
    expect('T');
    int from = at;
    int seconds = digits(NUMBER_DIGITS);
    odd |= at == from;
    int nanos = 0;
    if (takes('.')) {
      int point = at;
      nanos = digits(9);
      odd |= at == point;
      for (int i = at - point; i < 9; i++) {
        nanos *= 10;
      }
    }
    expect('S');
    expect('"');
    return odd ? null : Duration.ofSeconds(seconds, nanos);
  }

  /** As many digits as there are, up to so many; a number that goes on is odd at its next sign. */
  private int digits(int most) {
    int number = 0;
    int end = Math.min(json.length, at + most);
    while (at < end && json[at] >= '0' && json[at] <= '9') {
      number = number * 10 + (json[at++] - '0');
    }
    return number;
  }

  /** Goes behind the closing quote, whose place it answers. */
  private int endOfText() {
    int end = at;
    while (end < json.length && json[end] != '"') {
      if (json[end] < ' ' || json[end] == '\\') {
        odd = true; // Bytes beyond ASCII are negative.
        return end;
      }
      end++;
    }
    odd |= end == json.length;
    at = end + 1;
    return end;
  }

  private void expect(char sign) {
    if (!takes(sign)) {
      odd = true;
    }
  }

  private boolean takes(char sign) {
    if (at < json.length && json[at] == sign) {
      at++;
      return true;
    }
    return false;
  }

  private boolean takes(byte[] word) {
    int end = at + word.length;
    if (end <= json.length && Arrays.equals(json, at, end, word, 0, word.length)) {
      at = end;
      return true;
    }
    return false;
  }
}
