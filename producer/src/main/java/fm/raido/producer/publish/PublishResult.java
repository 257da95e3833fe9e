package fm.raido.producer.publish;

/** What became of a publication. */
public sealed interface PublishResult {

  /** The brokers have it, on every replica that is in sync. */
  record Published() implements PublishResult {}

  /**
   * It certainly never left this process, or the brokers refused it.
   *
   * @param reason in words
   */
  record NotTaken(String reason) implements PublishResult {}

  /**
   * It may or may not be in Kafka; publishing the same id again is safe.
   *
   * @param reason in words
   */
  record Unknown(String reason) implements PublishResult {}
}
