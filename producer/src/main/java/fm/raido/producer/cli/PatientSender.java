package fm.raido.producer.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Sends one announcement, and repeats it when it is told to come later, within its patience. */
final class PatientSender {
  private final Door door;
  private final Pause pause;
  private final Duration patience;

  /**
   * A sender.
   *
   * @param patience how long it waits for one announcement in sum
   */
  PatientSender(Door door, Pause pause, Duration patience) {
    this.door = door;
    this.pause = pause;
    this.patience = patience;
  }

  /** The last answer; {@link DoorAnswer.Later} only where patience ended. */
  DoorAnswer send(ObjectNode intake, @Nullable String key) throws InterruptedException {
    Duration waited = Duration.ZERO;
    while (true) {
      DoorAnswer answer = door.send(intake, key);
      if (!(answer instanceof DoorAnswer.Later(Duration after, String _))
          || waited.plus(after).compareTo(patience) > 0) {
        return answer;
      }
      pause.of(after);
      waited = waited.plus(after);
    }
  }
}
