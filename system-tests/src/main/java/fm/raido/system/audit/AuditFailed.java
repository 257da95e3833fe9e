package fm.raido.system.audit;

/** The topics could not be read; it says nothing of the promises. */
public final class AuditFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AuditFailed(String message) {
    super(message);
  }
}
