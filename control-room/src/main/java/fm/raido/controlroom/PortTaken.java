package fm.raido.controlroom;

/** Somebody else has the control room's port. Exit code 1. */
public final class PortTaken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PortTaken(int port) {
    super("CONTROL_ROOM_PORT is \"" + port + "\": somebody else uses it");
  }
}
