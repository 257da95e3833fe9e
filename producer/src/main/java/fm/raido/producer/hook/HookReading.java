package fm.raido.producer.hook;

import fm.raido.schemas.announcement.Violation;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What a now-playing hook asks for. */
public sealed interface HookReading {

  /**
   * The next song's intro.
   *
   * @param announcement as intake takes it, with its derived id
   */
  record Intro(JsonNode announcement) implements HookReading {}

  /**
   * Nothing, and that is no fault: AzuraCast need not send it again.
   *
   * @param reason in words
   */
  record Skipped(String reason) implements HookReading {}

  /** Not a now-playing payload. */
  record Rubbish(List<Violation> violations) implements HookReading {
    public Rubbish {
      violations = List.copyOf(violations);
    }
  }
}
