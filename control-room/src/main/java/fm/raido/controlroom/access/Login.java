package fm.raido.controlroom.access;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.http.ResponseCookie;

/** Exchanges a token for a session, whose name a page keeps in a cookie that no script can read. */
public final class Login {
  private final AccessGuard guard;

  public Login(AccessGuard guard) {
    this.guard = guard;
  }

  /** What became of a login. */
  public sealed interface Answer {}

  /**
   * It is one of ours.
   *
   * @param cookie the header {@code Set-Cookie}
   */
  public record Begun(Caller caller, String cookie) implements Answer {}

  /** It is none of ours. */
  public record Refused() implements Answer {}

  /** Too many wrong ones came from there. */
  public record Wait(Duration time) implements Answer {}

  /** Whether there are tokens at all. */
  public boolean isNeeded() {
    return guard.needsToken();
  }

  /** Tries a token. */
  public Answer with(String token, HttpServletRequest http) {
    return switch (guard.token(token, http.getRemoteAddr())) {
      case AccessGuard.Wait(Duration time) -> new Wait(time);
      case AccessGuard.Known(Caller caller) when caller.role() == Role.NONE -> new Refused();
      case AccessGuard.Known(Caller caller) ->
          new Begun(caller, cookie(guard.begin(caller.role()), Sessions.LASTS, isSecure(http)));
    };
  }

  /** Ends the session of that call and returns the header that takes its cookie away. */
  public String end(HttpServletRequest http) {
    guard.end(AccessFilter.session(http));
    return cookie("", Duration.ZERO, isSecure(http));
  }

  /**
   * Whether the browser's side of the way is TLS: a proxy may end it, but the page that calls says
   * what it was loaded by. Whoever lies gets a cookie that its own browser does not send.
   */
  private static boolean isSecure(HttpServletRequest http) {
    String origin = http.getHeader("Origin");
    return http.isSecure()
        || "https".equalsIgnoreCase(http.getHeader("X-Forwarded-Proto"))
        || (origin != null && origin.regionMatches(true, 0, "https://", 0, 8));
  }

  private static String cookie(String value, Duration lasts, boolean secure) {
    return ResponseCookie.from(AccessFilter.COOKIE, value)
        .httpOnly(true)
        .sameSite("Strict")
        .secure(secure)
        .path("/")
        .maxAge(lasts)
        .build()
        .toString();
  }
}
