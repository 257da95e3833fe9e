package fm.raido.system.network;

/** A client's connection over a link; ends by itself or when its link says so. */
sealed interface Connection permits PipedConnection, LostConnection {
  /** The link has changed. */
  void become(LinkState state);

  /** Ends it in the orderly way. */
  void close();
}
