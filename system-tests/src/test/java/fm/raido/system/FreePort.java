package fm.raido.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** For programs to which 0 does not mean any free port, so that a test has to choose. */
public final class FreePort {
  private FreePort() {}

  /** One that was free on loopback just now. */
  public static int choose() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
