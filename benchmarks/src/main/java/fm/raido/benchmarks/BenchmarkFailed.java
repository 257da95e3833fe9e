package fm.raido.benchmarks;

/** What was to be measured did not happen; the message says what was missing. */
final class BenchmarkFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BenchmarkFailed(String message) {
    super(message);
  }

  BenchmarkFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
