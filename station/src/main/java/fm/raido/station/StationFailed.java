package fm.raido.station;

/** The station cannot go on; the message is for the person who started it. */
public final class StationFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StationFailed(String message) {
    super(message);
  }
}
