package fm.raido.controlroom;

/** The control room cannot start; the message says in one line what is missing. Exit code 1. */
public final class StartRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartRefused(String message) {
    super(message);
  }
}
