package fm.raido.schemas.settings;

import static java.util.Objects.requireNonNull;

import fm.raido.schemas.settings.RaidoSettings.Dedup;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads values of settings. Each throws {@link IllegalArgumentException} where a value breaks its
 * rule; the rule itself stands beside the setting, in words.
 */
final class SettingParsers {
  private static final Pattern ADDRESS =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%]+]):(?<port>[0-9]{1,5})");
  private static final Pattern BYTES = Pattern.compile("([0-9]{1,9})\\s*(mib|gib|mb|gb|m|g)");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,12})?");

  private SettingParsers() {}

  static Duration durationBetween(String text, Duration min, Duration max) {
    return Durations.parse(text)
        .filter(d -> d.compareTo(min) >= 0 && d.compareTo(max) <= 0)
        .orElseThrow(IllegalArgumentException::new);
  }

  static Dedup dedup(String text) {
    int slash = text.indexOf('/');
    int ids = slash < 0 ? 200_000 : Integer.parseInt(text.substring(slash + 1).strip());
    matching(text, ids >= 1 && ids <= 5_000_000);
    return new Dedup(
        durationBetween(
            slash < 0 ? text : text.substring(0, slash),
            Duration.ofSeconds(1),
            RaidoSettings.DAYS_7),
        ids);
  }

  static URI httpUrl(String text) {
    URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    boolean http =
        "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    matching(
        text,
        http
            && uri.getHost() != null
            && uri.getQuery() == null
            && uri.getFragment() == null
            && uri.getUserInfo() == null
            && uri.getPort() <= 65_535);
    return uri;
  }

  static String addresses(String text) {
    for (String address : text.split(",", -1)) {
      Matcher m = ADDRESS.matcher(address.strip());
      matching(text, m.matches());
      matching(text, port(requireNonNull(m.group("port"))));
    }
    return text;
  }

  static boolean port(String digits) {
    int port = Integer.parseInt(digits);
    return port >= 1 && port <= 65_535;
  }

  static long bytes(String text) {
    Matcher m = BYTES.matcher(lower(text));
    matching(text, m.matches());
    long unit = requireNonNull(m.group(2)).startsWith("g") ? 1L << 30 : 1L << 20;
    long value = Long.parseLong(requireNonNull(m.group(1))) * unit;
    matching(text, value >= 1L << 20);
    return value;
  }

  static double decimal(String text, double min, double max) {
    // Java alone would also read 1f, 0x1p3 and NaN.
    matching(text, DECIMAL.matcher(text).matches());
    double value = Double.parseDouble(text);
    matching(text, value >= min && value <= max);
    return value;
  }

  static boolean bool(String text) {
    matching(text, text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"));
    return Boolean.parseBoolean(text);
  }

  static Path path(String text) {
    return Path.of(nonBlank(text));
  }

  static String name(String text) {
    return matching(text, text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,252}"));
  }

  static String nonBlank(String text) {
    return matching(text, !text.isBlank());
  }

  static String matching(String text, boolean fits) {
    if (!fits) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
