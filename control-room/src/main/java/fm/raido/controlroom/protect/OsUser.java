package fm.raido.controlroom.protect;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who works at this machine, as the log names them: {@code user@machine}. */
public final class OsUser {
  private OsUser() {}

  public static String name() {
    return System.getProperty("user.name", "unknown") + "@" + machine();
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
