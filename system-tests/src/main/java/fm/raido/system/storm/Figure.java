package fm.raido.system.storm;

/**
 * One measured thing with its target.
 *
 * @param name what was measured
 * @param measured in words and numbers, with unit
 * @param target what must hold
 * @param met whether it does
 * @param timed whether it depends on how fast the machine is
 */
public record Figure(String name, String measured, String target, boolean met, boolean timed) {

  /** A count that must not be over its target. */
  public static Figure atMost(String name, long measured, long most) {
    return new Figure(name, Long.toString(measured), "at most " + most, measured <= most, false);
  }

  /** A time in milliseconds that must not be over its target. */
  public static Figure atMostMillis(String name, long measured, long most) {
    return new Figure(
        name, measured + " ms", "at most " + most + " ms", measured >= 0 && measured <= most, true);
  }
}
