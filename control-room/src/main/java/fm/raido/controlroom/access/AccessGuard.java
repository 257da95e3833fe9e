package fm.raido.controlroom.access;

import fm.raido.controlroom.protect.OsUser;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out who asks. Safe for use by any thread. */
public final class AccessGuard {
  private final boolean needsToken;
  private final Tokens tokens;
  private final Sessions sessions = new Sessions();
  private final FailureLimit failures = new FailureLimit();
  private final Clock clock;
  private final String osUser = OsUser.name();

  public AccessGuard(AccessSettings settings, Clock clock) {
    this.needsToken = settings.needsToken();
    this.tokens = new Tokens(settings.look(), settings.operate());
    this.clock = clock;
  }

  /** Who asks, or that it must wait. */
  sealed interface Answer {}

  /** The caller; its role may be {@link Role#NONE}. */
  record Known(Caller caller) implements Answer {}

  /** Too many wrong tokens came from there. */
  record Wait(Duration time) implements Answer {}

  /** Whether a token is asked for. */
  public boolean needsToken() {
    return needsToken;
  }

  /**
   * Looks at what a call shows.
   *
   * @param bearer its token, or null
   * @param session its cookie, or null
   */
  Answer look(@Nullable String bearer, @Nullable String session, String address) {
    if (!needsToken) {
      return new Known(new Caller(Role.OPERATE, osUser));
    }
    if (bearer != null) {
      return token(bearer, address);
    }
    Role role = session == null ? Role.NONE : sessions.role(session, clock.instant());
    return new Known(caller(role, address));
  }

  /** Looks at a token, and remembers a wrong one. */
  Answer token(String token, String address) {
    Role role = tokens.role(token);
    if (role == Role.NONE) {
      Instant now = clock.instant();
      Duration pause = failures.pause(address, now);
      if (pause.isPositive()) {
        return new Wait(pause);
      }
      failures.failed(address, now);
    }
    return new Known(caller(role, address));
  }

  /** Begins a session with that role and returns its name. */
  String begin(Role role) {
    return sessions.begin(role, clock.instant());
  }

  void end(Optional<String> session) {
    session.ifPresent(sessions::end);
  }

  private static Caller caller(Role role, String address) {
    return new Caller(
        role,
        switch (role) {
          case NONE -> "nobody@" + address;
          case LOOK -> "looker@" + address;
          case OPERATE -> "operator@" + address;
        });
  }
}
