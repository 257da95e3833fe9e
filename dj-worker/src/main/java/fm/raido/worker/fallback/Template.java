package fm.raido.worker.fallback;

import fm.raido.schemas.announcement.AnnouncementRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One line with placeholders. A variant whose values a request lacks, an album say, does not fit
 * that request; another variant is taken then.
 */
final class Template {
  private final List<Part> parts;

  private Template(List<Part> parts) {
    this.parts = parts;
  }

  private sealed interface Part {
    record Words(String words) implements Part {}

    record Open(Placeholder placeholder) implements Part {}
  }

  /**
   * Reads one line.
   *
   * @param where file and line, for the message
   * @throws WrongTemplate if a placeholder is unknown or not closed
   */
  static Template parse(String line, String where) throws WrongTemplate {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    for (int open = line.indexOf("${"); open >= 0; open = line.indexOf("${", at)) {
      int close = line.indexOf('}', open);
      if (close < 0) {
        throw new WrongTemplate(where + ": \"" + line.substring(open) + "\" is not closed by }");
      }
      String word = line.substring(open + 2, close);
      Placeholder placeholder =
          Placeholder.of(word)
              .orElseThrow(() ->
                  new WrongTemplate(
                      where + ": ${" + word + "} is unknown; there are " + Placeholder.all()));
      parts.add(new Part.Words(line.substring(at, open)));
      parts.add(new Part.Open(placeholder));
      at = close + 1;
    }
    parts.add(new Part.Words(line.substring(at)));
    return new Template(List.copyOf(parts));
  }

  /**
   * The line for that request; empty where it lacks a value, or has one that cannot be spoken.
   *
   * @param speakable whether the voice that will say it can say a value
   */
  Optional<String> render(AnnouncementRequest request, Predicate<String> speakable) {
    StringBuilder line = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Part.Words(var words) -> line.append(words);
        case Part.Open(var placeholder) -> {
          Optional<String> value = placeholder.value(request).filter(speakable);
          if (value.isEmpty()) {
            return Optional.empty();
          }
          line.append(value.get());
        }
      }
    }
    return Optional.of(line.toString().replaceAll("\\s+", " ").strip());
  }
}
