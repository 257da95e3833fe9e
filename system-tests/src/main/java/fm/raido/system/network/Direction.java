package fm.raido.system.network;

/** Which way bytes of a proxied connection flow. */
public enum Direction {
  /** From the client that connected to the proxy. */
  TO_TARGET,
  /** From the target that the proxy connected to. */
  TO_CLIENT
}
