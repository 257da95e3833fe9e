package fm.raido.testkit.process;

/** A child did not do what it was to do; the message names it and ends with its last lines. */
public final class ChildJvmFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ChildJvmFailed(String message) {
    super(message);
  }
}
