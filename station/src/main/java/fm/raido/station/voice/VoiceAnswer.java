package fm.raido.station.voice;

import com.sun.net.httpserver.HttpExchange;
import fm.raido.schemas.wire.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * An HTTP answer in the shapes of Kokoro-FastAPI: {@code {"detail": {error, message, type}}}, and
 * for what breaks the schema {@code {"detail": [{type, loc, msg}]}}.
 */
@SuppressWarnings("ArrayRecordComponent")
record VoiceAnswer(int status, Map<String, String> headers, byte[] body) {

  static VoiceAnswer wav(byte[] audio) {
    return new VoiceAnswer(200, Map.of("Content-Type", "audio/wav"), audio);
  }

  static VoiceAnswer json(int status, Object document) {
    return new VoiceAnswer(
        status,
        Map.of("Content-Type", "application/json"),
        Json.MAPPER.writeValueAsBytes(document));
  }

  static VoiceAnswer error(int status, String error, String message, String type) {
    return json(status, Map.of("detail", Map.of("error", error, "message", message, "type", type)));
  }

  static VoiceAnswer invalidField(String field, String rule) {
    return json(
        422,
        Map.of(
            "detail",
            List.of(
                Map.of(
                    "type",
                    "value_error",
                    "loc",
                    field.isEmpty() ? List.of("body") : List.of("body", field),
                    "msg",
                    rule))));
  }

  static VoiceAnswer busy() {
    VoiceAnswer busy =
        error(503, "overloaded", "too many texts are waiting for this voice", "server_error");
    return new VoiceAnswer(
        503, Map.of("Content-Type", "application/json", "Retry-After", "1"), busy.body());
  }

  void send(HttpExchange exchange) throws IOException {
    headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    // A length of 0 would mean "chunked", -1 means none.
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
