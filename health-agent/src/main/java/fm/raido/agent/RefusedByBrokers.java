package fm.raido.agent;

/** The brokers do not let this agent publish; the message is made for people. */
final class RefusedByBrokers extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RefusedByBrokers(String message) {
    super(message);
  }
}
