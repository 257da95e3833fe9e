package fm.raido.controlroom;

/** Kafka does not answer; the message is made for people. */
public final class CannotReachKafka extends RuntimeException {
  public CannotReachKafka(String bootstrap, String why) {
    super("cannot reach Kafka at " + bootstrap + ": " + why);
  }
}
