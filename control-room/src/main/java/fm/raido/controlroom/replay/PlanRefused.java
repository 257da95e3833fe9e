package fm.raido.controlroom.replay;

/** A plan does not fit the letters that it chooses; nothing of it is done. Made for people. */
public final class PlanRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PlanRefused(String message) {
    super(message);
  }
}
