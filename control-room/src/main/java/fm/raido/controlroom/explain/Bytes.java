package fm.raido.controlroom.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import fm.raido.schemas.wire.Json;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Looks for something in bytes. */
final class Bytes {
  /** How an escaped character begins in JSON. */
  static final byte[] ESCAPE = "\\u".getBytes(UTF_8);

  private Bytes() {}

  static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  /** Whether they are a JSON object with that id. */
  static boolean isJsonWithId(byte @Nullable [] bytes, String id) {
    try {
      return bytes != null && Json.MAPPER.readTree(bytes).path("id").asString("").equals(id);
    } catch (JacksonException e) {
      return false;
    }
  }

  static boolean contains(byte[] bytes, byte[] wanted) {
    for (int from = 0; from <= bytes.length - wanted.length; from++) {
      if (bytes[from] == wanted[0]
          && Arrays.equals(bytes, from, from + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }
}
