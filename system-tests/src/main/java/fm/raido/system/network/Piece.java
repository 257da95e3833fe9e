package fm.raido.system.network;

/** What came out of a socket, on its way to the other one. */
sealed interface Piece {
  /** {@link System#nanoTime} at its arrival. */
  long arrived();

  /** Bytes: the array belongs to the piece. */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares pieces.
  record Bytes(byte[] bytes, long arrived) implements Piece {}

  /** The sender has finished (FIN). */
  record End(long arrived) implements Piece {}

  /** The sender has gone (RST). */
  record Broken(long arrived) implements Piece {}
}
