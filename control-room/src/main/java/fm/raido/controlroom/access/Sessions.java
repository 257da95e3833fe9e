package fm.raido.controlroom.access;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sessions of browsers: a random name of 256 bits each, for 12 hours. Safe for use by any thread.
 */
final class Sessions {
  static final Duration LASTS = Duration.ofHours(12);
  private static final int MOST = 1_000;

  private record Session(Role role, Instant until) {}

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> sessions =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
          return size() > MOST;
        }
      };

  /** Begins a session and returns its name. */
  synchronized String begin(Role role, Instant now) {
    byte[] bits = new byte[32];
    random.nextBytes(bits);
    String name = HexFormat.of().formatHex(bits);
    sessions.put(name, new Session(role, now.plus(LASTS)));
    return name;
  }

  /** The role of a session; {@link Role#NONE} where it is unknown or over. */
  synchronized Role role(String name, Instant now) {
    Session session = sessions.get(name);
    if (session == null) {
      return Role.NONE;
    }
    if (!now.isBefore(session.until())) {
      sessions.remove(name);
      return Role.NONE;
    }
    return session.role();
  }

  synchronized void end(String name) {
    sessions.remove(name);
  }
}
