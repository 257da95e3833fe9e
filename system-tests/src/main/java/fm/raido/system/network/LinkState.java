package fm.raido.system.network;

import java.time.Duration;

/**
 * What a link does to the connections over it, those that exist and those to come, until it gets
 * another state.
 */
public sealed interface LinkState {
  /** All bytes pass as they come. */
  record Healthy() implements LinkState {}

  /**
   * Every byte, and the end of a stream, arrives so much later, each way; order and bandwidth stay.
   *
   * @param eachWay not negative
   */
  record Delayed(Duration eachWay) implements LinkState {
    public Delayed {
      if (eachWay.isNegative()) {
        throw new IllegalArgumentException("eachWay: " + eachWay + ": must not be negative");
      }
    }
  }

  /** Existing connections are closed (FIN), new ones refused. */
  record Cut() implements LinkState {}

  /** Existing connections are reset (RST), new ones accepted and reset. */
  record Resetting() implements LinkState {}

  /**
   * Connections stay open, new ones are accepted, and whatever is sent over them is swallowed, ends
   * of streams too. What was swallowed from or accepted meanwhile is reset when this state ends: a
   * TCP stream with a hole is no TCP stream. A connection that nobody used meanwhile goes on.
   */
  record BlackHole() implements LinkState {}

  /**
   * One direction stalls while the other flows. What is sent into the stall, up to about a
   * megabyte, then the sender's socket fills up, is held, and delivered when this state ends.
   */
  record HalfOpen(Direction stalled) implements LinkState {}
}
