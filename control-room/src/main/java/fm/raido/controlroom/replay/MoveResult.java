package fm.raido.controlroom.replay;

import java.util.Map;

/** What became of a transaction. */
sealed interface MoveResult {

  /**
   * It is committed.
   *
   * @param landings where the first record of each lies, by the letter's identity
   */
  record Moved(Map<String, Landing> landings) implements MoveResult {}

  /**
   * Nothing of it was written, or nobody knows: the mover must be opened anew before it goes on.
   */
  record Uncertain(String why) implements MoveResult {}

  /** Another run has taken the partition over; nothing of it was written. */
  record Overtaken() implements MoveResult {}

  /** Nothing of it was written: one record in it is larger than its topic takes. */
  record TooLarge(String why) implements MoveResult {}

  /** Where a record lies. */
  record Landing(int partition, long offset) {}
}
