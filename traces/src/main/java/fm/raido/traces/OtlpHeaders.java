package fm.raido.traces;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code OTEL_EXPORTER_OTLP_HEADERS}: {@code name=value}, with commas between several; values
 * may be percent-encoded, as OpenTelemetry has it.
 */
final class OtlpHeaders {
  private OtlpHeaders() {}

  /** The headers; empty where the text breaks the rule. */
  static Optional<Map<String, String>> parse(String text) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String pair : text.split(",", -1)) {
      int sign = pair.indexOf('=');
      String name = sign < 0 ? "" : pair.substring(0, sign).strip();
      if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
        return Optional.empty();
      }
      Optional<String> value = decoded(pair.substring(sign + 1).strip());
      if (value.isEmpty()) {
        return Optional.empty();
      }
      headers.put(name, value.get());
    }
    return Optional.of(headers);
  }

  private static Optional<String> decoded(String value) {
    try {
      // A plus is a plus here; only percent signs stand for something else.
      String decoded = URLDecoder.decode(value.replace("+", "%2B"), UTF_8);
      return decoded.matches("[\\x20-\\x7E]+") ? Optional.of(decoded) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
