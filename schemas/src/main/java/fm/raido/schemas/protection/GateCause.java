package fm.raido.schemas.protection;

/** Why speech may not be asked for. The gate is open only when there is no cause at all. */
public enum GateCause {
  /** Consecutive failures of the host. */
  BREAKER_OPEN(true),
  /** A speech host is under critical pressure, or was lately. */
  HOST_PRESSURE(true),
  /** A known speech host's agent has fallen silent. */
  HOST_SILENT(true),
  /** An operator said so. */
  OPERATOR(true),
  /** The host asked to be left alone for a while. */
  RETRY_AFTER(true),
  /** This worker was started with {@code DJ_PROVIDER=disabled}. */
  PROVIDER_DISABLED(false),
  /** The protection log follows rules that this program does not know. */
  LOG_UNREADABLE(false),
  /** This worker's own ask was not read back in time. */
  LOG_UNREACHABLE(false),
  /** Others reach the host and this worker does not. */
  WORKER_CUT_OFF(false),
  /** The audio store cannot be written. */
  STORE_FAILED(false);

  private final boolean shared;

  GateCause(boolean shared) {
    this.shared = shared;
  }

  /** Whether it comes from the log and holds for every worker, or is one worker's own. */
  public boolean isShared() {
    return shared;
  }
}
