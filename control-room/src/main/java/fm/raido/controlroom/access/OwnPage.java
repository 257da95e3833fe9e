package fm.raido.controlroom.access;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells calls of our own page, or of a command line, from those that a foreign page has made. */
final class OwnPage {
  /** A browser sends it across origins only after a preflight, which is never granted. */
  static final String HEADER = "X-Raido-Request";

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private OwnPage() {}

  /**
   * Whether a {@code Host} header names loopback. A foreign name that was made to point there (DNS
   * rebinding) does not.
   */
  static boolean isLoopback(@Nullable String host) {
    return host != null && LOOPBACK.contains(name(host));
  }

  /**
   * What is wrong with a call that changes something, if anything.
   *
   * @param origin the header {@code Origin}
   * @param site the header {@code Sec-Fetch-Site}
   * @param ours the header {@value #HEADER}
   * @param bearer whether a token came in the header {@code Authorization}, which no browser adds
   *     by itself
   */
  static Optional<String> fault(
      @Nullable String host,
      @Nullable String origin,
      @Nullable String site,
      @Nullable String ours,
      boolean bearer) {
    if (origin != null && !isSame(host, origin)) {
      return Optional.of("the call comes from another page: " + printable(origin));
    }
    if (isForeign(site)) {
      return Optional.of("the call comes from another site");
    }
    return ours == null && !bearer
        ? Optional.of("the header " + HEADER + " is missing: send it with any value")
        : Optional.empty();
  }

  /**
   * Whether a browser says that another site has made the call. Browsers say it of everything that
   * goes to loopback or over TLS, of an image's address too.
   *
   * @param site the header {@code Sec-Fetch-Site}
   */
  static boolean isForeign(@Nullable String site) {
    return site != null && !site.equals("same-origin") && !site.equals("none");
  }

  private static boolean isSame(@Nullable String host, String origin) {
    try {
      String authority = URI.create(origin).getRawAuthority();
      return authority != null && authority.equalsIgnoreCase(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String name(String host) {
    int colon = host.lastIndexOf(':');
    boolean port = colon > host.lastIndexOf(']');
    return (port ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
  }

  private static String printable(String text) {
    return text.replaceAll("[^\\x20-\\x7E]", "?").substring(0, Math.min(text.length(), 100));
  }
}
