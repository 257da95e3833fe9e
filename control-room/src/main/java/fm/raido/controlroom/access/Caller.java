package fm.raido.controlroom.access;

/**
 * Who asks.
 *
 * @param role what it may do
 * @param who how the log names it
 */
public record Caller(Role role, String who) {
  /** Under which attribute a request carries it. */
  public static final String ATTRIBUTE = "fm.raido.controlroom.caller";
}
