package fm.raido.testkit;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Audio of the format and about the length that a call asked for. */
@SuppressWarnings("ArrayRecordComponent")
record FakeSpeech(Map<String, String> type, byte[] audio) {

  static FakeSpeech of(JsonNode order, String text) {
    double seconds = FakeAudio.secondsFor(text, order.path("speed").asDouble(1));
    // Kokoro's own default, where a call names no format.
    return order.path("response_format").asString("mp3").equals("mp3")
        ? new FakeSpeech(Map.of("Content-Type", "audio/mpeg"), FakeAudio.mp3(seconds))
        : new FakeSpeech(Map.of("Content-Type", "audio/wav"), FakeAudio.streamedWav(seconds));
  }
}
