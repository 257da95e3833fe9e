package fm.raido.system.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;

/**
 * One direction of a connection: a thread that reads and one that delivers, so that a delay costs
 * no bandwidth.
 */
final class Pipe {
  private static final int BUFFER_BYTES = 32 * 1024;

  /** What has become of the receiver's side of a pipe. */
  interface Ends {
    /** All has been delivered, the sender's end too. */
    void finished();

    /** The sender's break has been delivered. */
    void broken();

    /** The receiver has gone: nothing can be delivered to it. */
    void receiverGone();
  }

  private final Direction direction;
  private final Socket from;
  private final Socket to;
  private final HeldPieces held;
  private final Tally tally;

  Pipe(Direction direction, Socket from, Socket to, LinkState state, Tally tally) {
    this.direction = direction;
    this.from = from;
    this.to = to;
    this.held = new HeldPieces(direction, state, tally);
    this.tally = tally;
  }

  HeldPieces held() {
    return held;
  }

  void start(Ends ends) {
    Thread.ofVirtual().name("read-" + direction).start(this::read);
    Thread.ofVirtual().name("deliver-" + direction).start(() -> deliver(ends));
  }

  /** The sender has gone, as the other direction found. */
  void senderGone() {
    try {
      held.put(new Piece.Broken(System.nanoTime()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      InputStream in = from.getInputStream();
      int read = in.read(buffer);
      while (read >= 0) {
        held.put(new Piece.Bytes(Arrays.copyOf(buffer, read), System.nanoTime()));
        read = in.read(buffer);
      }
      held.put(new Piece.End(System.nanoTime()));
    } catch (IOException e) {
      senderGone();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(Ends ends) {
    try {
      OutputStream out = to.getOutputStream();
      Piece piece = held.take();
      while (piece != null) {
        switch (piece) {
          case Piece.Bytes(byte[] bytes, long _) -> {
            out.write(bytes);
            tally.delivered(direction, bytes.length);
          }
          case Piece.End _ -> {
            to.shutdownOutput();
            ends.finished();
          }
          case Piece.Broken _ -> ends.broken();
        }
        piece = held.take();
      }
    } catch (IOException e) {
      ends.receiverGone();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
