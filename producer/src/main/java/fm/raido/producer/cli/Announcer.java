package fm.raido.producer.cli;

import fm.raido.producer.file.ShowEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Sends announcements one after another. When nobody is behind the door, the rest is not tried. */
final class Announcer {
  private final PatientSender sender;

  Announcer(PatientSender sender) {
    this.sender = sender;
  }

  /**
   * Sends a file's announcements.
   *
   * @param key an idempotency key for all; each line gets one of its own from it; or null
   */
  List<SentEntry> send(
      List<ShowEntry.Announcement> announcements, @Nullable String key, Progress progress)
      throws InterruptedException {
    List<SentEntry> sent = new ArrayList<>();
    for (ShowEntry.Announcement next : announcements) {
      String lineKey = key == null ? null : key + "#" + next.line();
      DoorAnswer answer = sender.send(next.intake(), lineKey);
      SentEntry entry = entry(next.line(), next.intake(), answer);
      sent.add(entry);
      progress.step(entry);
      if (answer instanceof DoorAnswer.Closed) {
        break;
      }
    }
    return sent;
  }

  /** Sends one. */
  SentEntry send(ObjectNode intake, @Nullable String key) throws InterruptedException {
    return entry(0, intake, sender.send(intake, key));
  }

  private static SentEntry entry(int line, ObjectNode intake, DoorAnswer answer) {
    String id = intake.path("id").isString() ? intake.path("id").stringValue() : null;
    return switch (answer) {
      case DoorAnswer.Taken(var taken, var duplicate) ->
          new SentEntry(line, taken, duplicate ? "duplicate" : "accepted", "");
      case DoorAnswer.Refused(var reason) -> new SentEntry(line, id, "refused", reason);
      case DoorAnswer.Later(var _, var reason) -> new SentEntry(line, id, "failed", reason);
      case DoorAnswer.Closed(var reason) -> new SentEntry(line, id, "failed", reason);
    };
  }
}
