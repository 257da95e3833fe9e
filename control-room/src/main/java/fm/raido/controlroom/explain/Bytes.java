package fm.raido.controlroom.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Looks for bytes in bytes. */
final class Bytes {
  /** How an escaped character begins in JSON. */
  static final byte[] ESCAPE = "\\u".getBytes(UTF_8);

  private Bytes() {}

  static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  static boolean contains(byte[] bytes, byte[] wanted) {
    for (int from = 0; from <= bytes.length - wanted.length; from++) {
      if (bytes[from] == wanted[0]
          && Arrays.equals(bytes, from, from + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }
}
