package fm.raido.worker.fallback;

import fm.raido.schemas.announcement.AnnouncementRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The variants of one kind. Which one a request gets depends on its id alone, so that each pass and
 * each worker says the same words and the store has them already.
 */
final class Variants {
  static final Variants NONE = new Variants(List.of());

  private final List<Template> templates;

  private Variants(List<Template> templates) {
    this.templates = List.copyOf(templates);
  }

  /**
   * Reads one variant a line; empty lines and those that begin with {@code #} are left out.
   *
   * @param file its name, for messages
   */
  static Variants parse(List<String> lines, String file) throws WrongTemplate {
    List<Template> templates = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        templates.add(Template.parse(line, file + ", line " + (i + 1)));
      }
    }
    if (templates.isEmpty()) {
      throw new WrongTemplate(file + ": it has no template");
    }
    return new Variants(templates);
  }

  /** A variant for which the request has all values and which is short enough, rendered. */
  Optional<String> render(AnnouncementRequest request, int longest, Predicate<String> speakable) {
    List<String> fitting =
        templates.stream()
            .flatMap(template -> template.render(request, speakable).stream())
            .filter(line -> line.length() <= longest && !line.isEmpty())
            .toList();
    return fitting.isEmpty()
        ? Optional.empty()
        : Optional.of(fitting.get(Math.floorMod(request.id().hashCode(), fitting.size())));
  }
}
