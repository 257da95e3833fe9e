package fm.raido.producer.intake;

import java.time.Instant;

/** What became of one valid announcement. */
public sealed interface TakeResult {

  /** The announcement's id; a repeat with it is safe. */
  String id();

  /** The brokers have it. */
  record Accepted(String id) implements TakeResult {}

  /** The brokers had it already; no second record was written. */
  record Duplicate(String id) implements TakeResult {}

  /**
   * The same track was announced lately.
   *
   * @param until when it may be announced again
   */
  record CoolingDown(String id, Instant until) implements TakeResult {}

  /** The id is another station's. */
  record IdTaken(String id, String station) implements TakeResult {}

  /**
   * It is certainly not in Kafka: repeat.
   *
   * @param reason in words
   */
  record NotTaken(String id, String reason) implements TakeResult {}

  /**
   * It may be in Kafka: repeat with the same id or key.
   *
   * @param reason in words
   */
  record Unknown(String id, String reason) implements TakeResult {}
}
