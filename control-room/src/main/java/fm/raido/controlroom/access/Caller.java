package fm.raido.controlroom.access;

import java.util.Optional;

/**
 * Who asks.
 *
 * @param role what it may do
 * @param who how the log names it
 */
public record Caller(Role role, String who) {
  /** Under which attribute a request carries it. */
  public static final String ATTRIBUTE = "fm.raido.controlroom.caller";

  /**
   * How the log names somebody who says a name: behind a proxy all have one address. The name is
   * nobody's proof, so where it came from stands beside it.
   */
  public String saying(Optional<String> name) {
    return name.map(it -> it + " (" + who + ")").orElse(who);
  }
}
