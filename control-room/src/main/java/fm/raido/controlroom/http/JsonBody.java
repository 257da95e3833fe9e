package fm.raido.controlroom.http;

import fm.raido.controlroom.Printable;
import fm.raido.schemas.announcement.Violation;
import fm.raido.schemas.wire.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads small JSON objects. */
public final class JsonBody {
  /** More than any order has. */
  private static final int BYTES_MAX = 16 * 1024;

  /** Characters of a value that are shown again. */
  private static final int SHOWN = 100;

  private JsonBody() {}

  static ObjectNode object(HttpServletRequest http) throws IOException, BodyFaulty {
    byte[] body = http.getInputStream().readNBytes(BYTES_MAX + 1);
    if (body.length > BYTES_MAX) {
      throw new BodyFaulty(
          HttpStatus.CONTENT_TOO_LARGE, "the body must be at most " + BYTES_MAX + " bytes");
    }
    try {
      if (Json.MAPPER.readTree(body) instanceof ObjectNode object) {
        return object;
      }
      throw new BodyFaulty(HttpStatus.BAD_REQUEST, "the body must be a JSON object");
    } catch (JacksonException e) {
      throw new BodyFaulty(
          HttpStatus.BAD_REQUEST, "the body must be JSON: " + e.getOriginalMessage());
    }
  }

  /** A violation for each field that is none of those: a misspelt one must not count as missing. */
  static List<Violation> unknown(ObjectNode body, Set<String> known) {
    return body.propertyStream()
        .filter(field -> !known.contains(field.getKey()))
        .map(field ->
            new Violation(
                field.getKey(),
                Printable.line(field.getValue().toString(), SHOWN),
                "is not known here; known are " + String.join(", ", new TreeSet<>(known))))
        .toList();
  }

  /** The text of a field; empty where it is missing, or with a violation where it is no text. */
  static Optional<String> text(ObjectNode body, String field, List<Violation> violations) {
    JsonNode value = body.get(field);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isString()) {
      violations.add(new Violation(field, value.toString(), "must be a text"));
      return Optional.empty();
    }
    return Optional.of(value.stringValue());
  }
}
