package fm.raido.producer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import fm.raido.schemas.announcement.Violation;
import fm.raido.schemas.wire.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;

/** Reads bounded bodies as JSON in UTF-8. Safe for use by any thread. */
public final class JsonBody {
  private final BodyReader reader;

  public JsonBody(BodyReader reader) {
    this.reader = reader;
  }

  /** A body of one announcement or a batch. */
  public JsonNode announcements(HttpServletRequest http)
      throws IOException, BodyRefused, BodyFaulty {
    requireUtf8(http);
    return parse(reader.announcements(http.getInputStream()));
  }

  /**
   * A body of any form.
   *
   * @param max bytes it may have
   */
  public JsonNode document(HttpServletRequest http, int max)
      throws IOException, BodyRefused, BodyFaulty {
    requireUtf8(http);
    return parse(reader.document(http.getInputStream(), max));
  }

  /** JSON has one encoding (RFC 8259); to read another as UTF-8 would garble names on air. */
  private static void requireUtf8(HttpServletRequest http) {
    String type = http.getContentType();
    if (type == null) {
      return;
    }
    MediaType parsed = MediaType.parseMediaType(type);
    if (parsed.getCharset() != null && !UTF_8.equals(parsed.getCharset())) {
      throw new UnsupportedCharset(parsed);
    }
  }

  private static JsonNode parse(byte[] body) throws BodyFaulty {
    try {
      JsonNode document = Json.MAPPER.readTree(body);
      if (document.isMissingNode()) {
        throw new BodyFaulty(new Violation("", "", "must be JSON, and the body is empty"));
      }
      return document;
    } catch (JacksonException e) {
      TokenStreamLocation place = e.getLocation();
      String where =
          place == null ? "" : "line " + place.getLineNr() + ", column " + place.getColumnNr();
      throw new BodyFaulty(new Violation("", where, "must be JSON: " + e.getOriginalMessage()));
    }
  }
}
