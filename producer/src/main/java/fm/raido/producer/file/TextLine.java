package fm.raido.producer.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of a file as bytes, without its end ({@code LF}, {@code CR LF}) and without a byte order
 * mark.
 *
 * @param number from 1
 * @param bytes may be empty
 */
record TextLine(int number, ByteBuffer bytes) {

  /** Splits a file. */
  static List<TextLine> split(byte[] file) {
    List<TextLine> lines = new ArrayList<>();
    int start = startsWithBom(file) ? 3 : 0;
    for (int i = start; i <= file.length; i++) {
      if (i == file.length || file[i] == '\n') {
        int end = i > start && file[i - 1] == '\r' ? i - 1 : i;
        lines.add(
            new TextLine(lines.size() + 1, ByteBuffer.wrap(file, start, end - start).slice()));
        start = i + 1;
      }
    }
    return lines;
  }

  private static boolean startsWithBom(byte[] file) {
    return file.length >= 3
        && file[0] == (byte) 0xEF
        && file[1] == (byte) 0xBB
        && file[2] == (byte) 0xBF;
  }

  /** The text, or empty where the bytes are not UTF-8. */
  Optional<String> utf8() {
    try {
      return Optional.of(UTF_8.newDecoder().decode(bytes.duplicate()).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** The text in UTF-8, or where it is not, in what Windows players write. */
  String utf8OrWindows() {
    return utf8()
        .orElseGet(() -> Charset.forName("windows-1252").decode(bytes.duplicate()).toString());
  }
}
