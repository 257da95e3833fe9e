package fm.raido.producer.cli;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Asks after announcements until each has its outcome. */
final class OutcomeWait {
  private static final Duration EVERY = Duration.ofMillis(250);

  private final Door door;
  private final Pause pause;
  private Duration left;

  /**
   * A wait.
   *
   * @param atMost over all announcements
   */
  OutcomeWait(Door door, Pause pause, Duration atMost) {
    this.door = door;
    this.pause = pause;
    this.left = atMost;
  }

  /** The entry with its outcome, or as {@code waiting} when time is up. */
  SentEntry await(SentEntry entry) throws InterruptedException {
    String id = entry.id();
    if (id == null || !entry.isTaken()) {
      return entry;
    }
    while (true) {
      Optional<JsonNode> view = door.find(id);
      if (view.isPresent() && !view.get().path("status").asString("").equals("accepted")) {
        JsonNode outcome = view.get().path("outcome");
        String detail = outcome.path("text").asString("");
        return entry.with(
            view.get().path("status").asString(""),
            detail.isEmpty() ? outcome.path("reason").asString("") : detail);
      }
      if (left.isZero() || left.isNegative()) {
        return entry.with("waiting", "no outcome yet");
      }
      pause.of(EVERY);
      left = left.minus(EVERY);
    }
  }
}
