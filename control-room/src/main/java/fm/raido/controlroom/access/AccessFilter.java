package fm.raido.controlroom.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import fm.raido.controlroom.http.Problem;
import fm.raido.schemas.wire.Json;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * Stands before everything: sets the headers that keep a browser safe, turns foreign pages away,
 * finds out who asks, and writes down who changed something.
 */
public final class AccessFilter extends HttpFilter {
  static final String COOKIE = "raido-session";
  private static final long serialVersionUID = 1L;
  private static final Logger AUDIT = LoggerFactory.getLogger("fm.raido.controlroom.audit");
  private static final String BEARER = "Bearer ";
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  /** Everything comes from here; nobody frames it; nothing is sent anywhere else. */
  static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Permissions-Policy",
          "camera=(), microphone=(), geolocation=()");

  private final transient AccessGuard guard;

  public AccessFilter(AccessGuard guard) {
    this.guard = guard;
  }

  @Override
  protected void doFilter(HttpServletRequest http, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HEADERS.forEach(response::setHeader);
    if (!guard.needsToken() && !OwnPage.isLoopback(http.getHeader("Host"))) {
      refuse(
          response,
          HttpStatus.FORBIDDEN,
          "host",
          "without a token this is only answered as localhost or 127.0.0.1, not under another name");
      return;
    }
    String bearer = bearer(http);
    boolean write = !SAFE.contains(http.getMethod());
    if (write) {
      Optional<String> fault =
          OwnPage.fault(
              http.getHeader("Host"),
              http.getHeader("Origin"),
              http.getHeader("Sec-Fetch-Site"),
              http.getHeader(OwnPage.HEADER),
              bearer != null);
      if (fault.isPresent()) {
        audit(http, "nobody@" + http.getRemoteAddr(), HttpStatus.FORBIDDEN.value());
        refuse(response, HttpStatus.FORBIDDEN, "foreign-page", fault.get());
        return;
      }
    }
    String session = session(http).orElse(null);
    switch (guard.look(bearer, session, http.getRemoteAddr())) {
      case AccessGuard.Wait(var time) -> {
        response.setHeader("Retry-After", Problem.seconds(time));
        refuse(
            response,
            HttpStatus.TOO_MANY_REQUESTS,
            "wrong-tokens",
            "too many wrong tokens came from this address");
      }
      case AccessGuard.Known(Caller caller) -> {
        http.setAttribute(Caller.ATTRIBUTE, caller);
        try {
          chain.doFilter(http, response);
        } finally {
          if (write) {
            audit(http, caller.who(), response.getStatus());
          }
        }
      }
    }
  }

  /** Who did what from where, and what was answered. Tokens and bodies are not in it. */
  private static void audit(HttpServletRequest http, String who, int status) {
    AUDIT.info(
        "AUDIT {} from {}: {} {} {}",
        who,
        http.getRemoteAddr(),
        http.getMethod(),
        printable(http.getRequestURI()),
        status);
  }

  private static String printable(String text) {
    String plain = text.replaceAll("[^\\x20-\\x7E]", "?");
    return plain.substring(0, Math.min(plain.length(), 200));
  }

  private static @Nullable String bearer(HttpServletRequest http) {
    String header = http.getHeader("Authorization");
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? header.substring(BEARER.length()).strip()
        : null;
  }

  static Optional<String> session(HttpServletRequest http) {
    Cookie[] cookies = http.getCookies();
    return cookies == null
        ? Optional.empty()
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(COOKIE))
            .map(Cookie::getValue)
            .findFirst();
  }

  static void refuse(HttpServletResponse response, HttpStatus status, String type, String detail)
      throws IOException {
    response.setStatus(status.value());
    response.setContentType("application/problem+json");
    response.setCharacterEncoding(UTF_8.name());
    response
        .getOutputStream()
        .write(
            Json.MAPPER.writeValueAsBytes(
                Map.of(
                    "type",
                    "urn:raido:problem:" + type,
                    "title",
                    status.getReasonPhrase(),
                    "status",
                    status.value(),
                    "detail",
                    detail)));
  }
}
