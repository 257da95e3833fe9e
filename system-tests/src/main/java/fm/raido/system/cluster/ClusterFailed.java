package fm.raido.system.cluster;

/** The cluster did not do what it was to do; the message says what, and what its nodes said. */
public final class ClusterFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClusterFailed(String message) {
    super(message);
  }

  ClusterFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
