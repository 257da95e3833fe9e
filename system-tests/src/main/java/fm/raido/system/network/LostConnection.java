package fm.raido.system.network;

import fm.raido.system.network.LinkState.BlackHole;
import java.io.IOException;
import java.net.Socket;

/** Accepted by a black hole: the target never hears of it. Reset as soon as the hole has gone. */
final class LostConnection implements Connection {
  private static final int BUFFER_BYTES = 16 * 1024;

  private final Socket client;
  private final Tally tally;

  LostConnection(Socket client, Tally tally) {
    this.client = client;
    this.tally = tally;
    Thread.ofVirtual().name("lost-connection").start(this::swallow);
  }

  private void swallow() {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      int read = client.getInputStream().read(buffer);
      while (read >= 0) {
        tally.swallowed.add(read);
        read = client.getInputStream().read(buffer);
      }
    } catch (IOException e) {
      // The client has given up or the hole has ended: nobody is told of either.
    }
  }

  @Override
  public void become(LinkState state) {
    if (!(state instanceof BlackHole)) {
      tally.broken.increment();
      Sockets.reset(client);
    }
  }

  @Override
  public void close() {
    Sockets.close(client);
  }
}
