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

  /** How often and from where a request was replayed. */
  public static final String REPLAY_OF = "raido-replay-of";

  private Headers() {}
}
