package fm.raido.agent.metrics;

/** The port for metrics cannot be opened; the message names the settings and is made for people. */
public final class CannotServeMetrics extends RuntimeException {
  CannotServeMetrics(String message, Throwable cause) {
    super(message, cause);
  }
}
