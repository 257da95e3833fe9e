package fm.raido.benchmarks;

/** What was to be measured did not happen; the message says what was missing. */
public final class BenchmarkFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BenchmarkFailed(String message) {
    super(message);
  }

  public BenchmarkFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
