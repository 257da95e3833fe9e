package fm.raido.worker;

/** The worker cannot start; the message says in one line why. Exit code 1. */
public final class StartRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartRefused(String message) {
    super(message);
  }
}
