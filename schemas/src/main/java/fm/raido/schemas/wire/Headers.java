package fm.raido.schemas.wire;

/** Header names. They are public: a change is a line in {@code CHANGELOG.md}. */
public final class Headers {
  public static final String CONTENT_TYPE = "content-type";
  public static final String TRACEPARENT = "traceparent";

  /** CloudEvents, Kafka protocol binding, binary content mode. */
  public static final String CE_ID = "ce_id";

  public static final String CE_TYPE = "ce_type";
  public static final String CE_SOURCE = "ce_source";
  public static final String CE_TIME = "ce_time";
  public static final String CE_SPECVERSION = "ce_specversion";

  /** spring-kafka's dead-letter headers; partition, offset and timestamp are binary there. */
  public static final String DLT_ORIGINAL_TOPIC = "kafka_dlt-original-topic";

  public static final String DLT_ORIGINAL_PARTITION = "kafka_dlt-original-partition";
  public static final String DLT_ORIGINAL_OFFSET = "kafka_dlt-original-offset";
  public static final String DLT_ORIGINAL_TIMESTAMP = "kafka_dlt-original-timestamp";
  public static final String DLT_ORIGINAL_CONSUMER_GROUP = "kafka_dlt-original-consumer-group";
  public static final String DLT_EXCEPTION_FQCN = "kafka_dlt-exception-fqcn";
  public static final String DLT_EXCEPTION_MESSAGE = "kafka_dlt-exception-message";

  /** Readable twins of the binary ones, and what spring-kafka has no header for. */
  public static final String LETTER_REASON = "raido-letter-reason";

  public static final String LETTER_ORIGIN = "raido-letter-origin";
  public static final String LETTER_FAILED_AT = "raido-letter-failed-at";

  /** Kafka Connect's dead-letter headers; all of them text. */
  public static final String CONNECT_TOPIC = "__connect.errors.topic";

  public static final String CONNECT_PARTITION = "__connect.errors.partition";
  public static final String CONNECT_OFFSET = "__connect.errors.offset";
  public static final String CONNECT_CONNECTOR = "__connect.errors.connector.name";
  public static final String CONNECT_STAGE = "__connect.errors.stage";
  public static final String CONNECT_EXCEPTION_CLASS = "__connect.errors.exception.class.name";
  public static final String CONNECT_EXCEPTION_MESSAGE = "__connect.errors.exception.message";

  /**
   * On a replayed request: the key of its letter. On the tombstone too, and with it the next four.
   */
  public static final String REPLAY_OF = "raido-replay-of";

  /** How often it was replayed, this time included. */
  public static final String REPLAY_COUNT = "raido-replay-count";

  /** The id of the run of the replaying program that did it. */
  public static final String REPLAY_RUN = "raido-replay-run";

  /** Who had it run. */
  public static final String REPLAY_WHO = "raido-replay-who";

  /** When, on the replaying program's clock. */
  public static final String REPLAY_AT = "raido-replay-at";

  /** On a tombstone: {@code replayed} or {@code discarded}. */
  public static final String REPLAY_ACTION = "raido-replay-action";

  /** On a tombstone: the key of the new pass, or the topic and partition where the bytes went. */
  public static final String REPLAY_TO = "raido-replay-to";

  /** What an operator changed: the original values of the corrected fields, as JSON. */
  public static final String REPLAY_ORIGINAL = "raido-replay-original";

  /** How the first pass failed, as JSON; a worker carries it on into the next letter. */
  public static final String FIRST_FAILURE = "raido-first-failure";

  private Headers() {}
}
