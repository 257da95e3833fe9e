package fm.raido.system.simulation;

/** A promise was seen broken. */
final class BrokenPromise extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String promise;

  /**
   * @param promise which one, {@code L1} to {@code L10}
   */
  BrokenPromise(String promise, String how) {
    super(promise + ": " + how);
    this.promise = promise;
  }

  String promise() {
    return promise;
  }
}
