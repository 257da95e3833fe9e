package fm.raido.controlroom;

import fm.raido.schemas.connection.KafkaConnection;

/** Kafka does not answer; the message is made for people. */
public final class CannotReachKafka extends RuntimeException {
  public CannotReachKafka(KafkaConnection kafka, String why) {
    super("cannot reach Kafka at " + kafka + ": " + why);
  }
}
