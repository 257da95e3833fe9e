package fm.raido.localkafka;

/**
 * The local broker cannot start, or has stopped by itself; the message says why, and what to change
 * where a person can change it.
 */
public final class LocalKafkaException extends RuntimeException {
  LocalKafkaException(String message) {
    super(message);
  }

  LocalKafkaException(String message, Throwable cause) {
    super(message, cause);
  }
}
