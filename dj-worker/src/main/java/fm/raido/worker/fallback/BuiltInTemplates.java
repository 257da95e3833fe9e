package fm.raido.worker.fallback;

import fm.raido.schemas.announcement.AnnouncementKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/** The templates that come with the program, as resources: {@code words/} and {@code short/}. */
final class BuiltInTemplates {
  private BuiltInTemplates() {}

  /** Those of each kind. */
  static Map<AnnouncementKind, Variants> load(String folder) {
    Map<AnnouncementKind, Variants> variants = new EnumMap<>(AnnouncementKind.class);
    for (AnnouncementKind kind : AnnouncementKind.values()) {
      variants.put(kind, load(folder, kind));
    }
    return variants;
  }

  private static Variants load(String folder, AnnouncementKind kind) {
    String name = folder + "/" + kind.wireName() + ".txt";
    try (InputStream in = BuiltInTemplates.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource " + name + " is missing");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Variants.parse(text.lines().toList(), name);
    } catch (IOException e) {
      throw new UncheckedIOException("resource " + name, e);
    } catch (WrongTemplate e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
