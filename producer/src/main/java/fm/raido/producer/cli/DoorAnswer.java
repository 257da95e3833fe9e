package fm.raido.producer.cli;

import java.time.Duration;

/** What a {@link Door} says to one announcement. */
sealed interface DoorAnswer {

  /**
   * The brokers have it.
   *
   * @param duplicate whether they had it before
   */
  record Taken(String id, boolean duplicate) implements DoorAnswer {}

  /**
   * No, and a repeat would hear the same.
   *
   * @param reason in words
   */
  record Refused(String reason) implements DoorAnswer {}

  /**
   * Not now. A repeat is safe, for it has the same id or key.
   *
   * @param after how long to wait
   */
  record Later(Duration after, String reason) implements DoorAnswer {}

  /**
   * There is nobody behind the door.
   *
   * @param reason in words
   */
  record Closed(String reason) implements DoorAnswer {}
}
