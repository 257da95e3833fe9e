package fm.raido.station;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code ./raido} command lines of a document. */
final class CommandLines {
  private static final Pattern INLINE = Pattern.compile("`\\./raido ([^`]+)`");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private CommandLines() {}

  /** Those that stand in boxes of their own, in order. */
  static List<List<String>> boxed(Path document) throws IOException {
    List<List<String>> lines = new ArrayList<>();
    boolean boxed = false;
    for (String line : Files.readAllLines(document)) {
      if (line.strip().startsWith("```")) {
        boxed = !boxed;
      } else if (boxed) {
        if (!line.startsWith("./raido ")) {
          throw new AssertionError("a box holds what no test can run: " + line);
        }
        lines.add(words(line.substring("./raido ".length())));
      }
    }
    return lines;
  }

  /** Those in the text. */
  static List<List<String>> inline(Path document) throws IOException {
    List<List<String>> lines = new ArrayList<>();
    Matcher matcher = INLINE.matcher(Files.readString(document));
    while (matcher.find()) {
      lines.add(words(matcher.group(1)));
    }
    return lines;
  }

  /** As a shell splits them, with double quotes and nothing else. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return words;
  }
}
