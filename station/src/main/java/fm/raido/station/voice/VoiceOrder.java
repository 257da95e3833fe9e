package fm.raido.station.voice;

import fm.raido.schemas.announcement.RequestLimits;
import fm.raido.schemas.wire.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The body of a speech call, as far as this voice can follow it. */
record VoiceOrder(String input, double speed) {

  /** What a body turned out to be. */
  sealed interface Reading {
    record Valid(VoiceOrder order) implements Reading {}

    record Refused(VoiceAnswer answer) implements Reading {}
  }

  /**
   * Reads a body. Any voice is taken, since it is always the same one that speaks; {@code stream}
   * and {@code model} make no difference.
   */
  static Reading read(byte[] body) {
    JsonNode document;
    try {
      document = Json.MAPPER.readTree(body);
    } catch (JacksonException e) {
      return refused("", "must be JSON: " + e.getOriginalMessage());
    }
    if (!document.isObject()) {
      return refused("", "must be a JSON object");
    }
    JsonNode input = document.path("input");
    if (!input.isString() || input.stringValue().length() > RequestLimits.TEXT_MAX) {
      return refused("input", "must be a text of at most " + RequestLimits.TEXT_MAX);
    }
    JsonNode voice = document.path("voice");
    if (!voice.isMissingNode() && !voice.isString()) {
      return refused("voice", "must be a voice's name");
    }
    // Kokoro's default is mp3, so a call that names no format does not get what it expects here.
    if (!document.path("response_format").asString("mp3").equals("wav")) {
      return refused("response_format", "must be \"wav\", the one format of the built-in voice");
    }
    JsonNode speed = document.path("speed");
    double wanted = speed.isMissingNode() ? 1 : speed.asDouble(Double.NaN);
    if (!(wanted >= RequestLimits.SPEED_MIN && wanted <= RequestLimits.SPEED_MAX)) {
      return refused(
          "speed",
          "must be a number from " + RequestLimits.SPEED_MIN + " to " + RequestLimits.SPEED_MAX);
    }
    return new Reading.Valid(new VoiceOrder(input.stringValue(), wanted));
  }

  private static Reading refused(String field, String rule) {
    return new Reading.Refused(VoiceAnswer.invalidField(field, rule));
  }
}
