package fm.raido.agent.rehearse;

/** The rehearsal cannot go on; the message is made for people. */
final class CannotRehearse extends RuntimeException {
  CannotRehearse(String message) {
    super(message);
  }
}
