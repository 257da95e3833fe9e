package fm.raido.agent.record;

/**
 * Something that happened while it was recorded.
 *
 * @param ms milliseconds since the beginning
 * @param mark what, such as {@code load starts}
 */
public record Mark(double ms, String mark) {
  /** The load of the scenario begins. */
  public static final String LOAD_STARTS = "load starts";

  /** The load of the scenario was ended. */
  public static final String LOAD_ENDS = "load ends";
}
