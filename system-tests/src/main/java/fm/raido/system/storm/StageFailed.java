package fm.raido.system.storm;

/** The stage could not be set or does not obey; it says nothing of the promises. */
public final class StageFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StageFailed(String message) {
    super(message);
  }
}
