package fm.raido.producer.hook;

import fm.raido.producer.intake.IntakeId;
import fm.raido.producer.intake.UnknownMetadata;
import fm.raido.schemas.announcement.RequestLimits;
import fm.raido.schemas.announcement.Violation;
import fm.raido.schemas.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads AzuraCast's now-playing payload, what its generic web hook posts: {@code station}, {@code
 * live}, {@code now_playing} and {@code playing_next} at the top (or under {@code np}). Lenient in
 * what it does not need; the payload has grown over the years.
 *
 * <p>The id is derived from the station, the playing song's start and the next song, so that every
 * hook sent while a song plays asks for the same intro once. The times in {@code playing_next}
 * would not do: AzuraCast estimates them anew whenever it looks at its queue.
 */
public final class NowPlaying {
  /** What is shorter is a jingle or a station's call, whatever list it stands in. */
  private static final double SONG_SECONDS_MIN = 30;

  private static final Pattern JINGLE_LIST =
      Pattern.compile(
          "(?i).*\\b(jingles?|sweepers?|bumpers?|liners?|station ids?|idents?|promos?|ads?"
              + "|commercials?)\\b.*");

  private NowPlaying() {}

  /**
   * Reads one payload.
   *
   * @param station overrides the payload's short code, or null
   * @param now when it came in
   */
  public static HookReading read(JsonNode body, @Nullable String station, Instant now) {
    JsonNode payload = body.path("np").isObject() ? body.path("np") : body;
    if (!payload.path("now_playing").isObject() && !playsNothing(payload)) {
      return rubbish("now_playing", payload.path("now_playing"), "must be an object");
    }
    String name =
        station != null ? station : payload.path("station").path("shortcode").asString("");
    if (!RequestLimits.STATION.matcher(name).matches()) {
      return new HookReading.Rubbish(
          List.of(
              new Violation(
                  "station.shortcode", name, "must match " + RequestLimits.STATION.pattern())));
    }
    return skipReason(payload)
        .<HookReading>map(HookReading.Skipped::new)
        .orElseGet(() -> intro(payload, name, now));
  }

  /** A station that plays nothing sends null, which is no fault. */
  private static boolean playsNothing(JsonNode payload) {
    return payload.path("now_playing").isNull() && payload.path("station").isObject();
  }

  private static Optional<String> skipReason(JsonNode payload) {
    JsonNode next = payload.path("playing_next");
    JsonNode song = next.path("song");
    if (!payload.path("is_online").asBoolean(true)) {
      return Optional.of("the station is offline");
    }
    if (payload.path("live").path("is_live").asBoolean(false)) {
      return Optional.of("a live streamer is on the air");
    }
    if (!payload.path("now_playing").isObject()) {
      return Optional.of("nothing is playing");
    }
    if (!song.isObject()) {
      return Optional.of("no next song is known");
    }
    if (JINGLE_LIST.matcher(next.path("playlist").asString("")).matches()
        || JINGLE_LIST.matcher(song.path("genre").asString("")).matches()) {
      return Optional.of("the next song is a jingle");
    }
    double seconds = next.path("duration").asDouble(0);
    if (seconds > 0 && seconds < SONG_SECONDS_MIN) {
      return Optional.of("the next song is shorter than " + (int) SONG_SECONDS_MIN + " s");
    }
    return UnknownMetadata.in(clean(song, "artist")) || UnknownMetadata.in(clean(song, "title"))
        ? Optional.of("the next song has no artist or title")
        : Optional.empty();
  }

  private static HookReading intro(JsonNode payload, String station, Instant now) {
    JsonNode current = payload.path("now_playing");
    JsonNode next = payload.path("playing_next");
    Optional<Instant> end = end(current, next, now);
    if (end.isEmpty()) {
      return new HookReading.Skipped("the end of the playing song is not known");
    }
    if (!end.get().isAfter(now)) {
      return new HookReading.Skipped("the playing song is over");
    }
    JsonNode song = next.path("song");
    String artist = clean(song, "artist");
    String title = clean(song, "title");
    long started = current.path("played_at").asLong(0);
    long occasion = started > 0 ? started : next.path("cued_at").asLong(0);
    ObjectNode intro = Json.MAPPER.createObjectNode();
    intro.put("id", IntakeId.derived("azuracast", station, Long.toString(occasion), artist, title));
    intro.put("station", station);
    intro.put("kind", "intro");
    intro.put("airBy", end.get().toString());
    ObjectNode track = intro.putObject("track");
    track.put("artist", artist);
    track.put("title", title);
    String album = clean(song, "album");
    if (!UnknownMetadata.in(album)) {
      track.put("album", album);
    }
    return new HookReading.Intro(intro);
  }

  /**
   * When the playing song ends: AzuraCast's own count of what remains, made as it sends the hook;
   * else start and length; else when it expects the next one.
   */
  private static Optional<Instant> end(JsonNode current, JsonNode next, Instant now) {
    double duration = seconds(current, "duration");
    if (current.path("remaining").isNumber() && duration > 0) {
      return Optional.of(after(now, seconds(current, "remaining")));
    }
    double started = seconds(current, "played_at");
    if (started > 0 && duration > 0) {
      return Optional.of(after(Instant.EPOCH, started + duration));
    }
    double expected = seconds(next, "played_at");
    return expected > 0 ? Optional.of(after(Instant.EPOCH, expected)) : Optional.empty();
  }

  private static Instant after(Instant from, double seconds) {
    return from.plusMillis((long) (seconds * 1_000));
  }

  /** A number of seconds within reason: a payload may hold anything. */
  private static double seconds(JsonNode node, String field) {
    double value = node.path(field).asDouble(0);
    return value >= 0 && value <= 32_503_680_000.0 ? value : 0;
  }

  /**
   * A tag as taggers leave it, made fit for a request: without control characters, not too long.
   */
  private static String clean(JsonNode song, String field) {
    String text = song.path(field).asString("");
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .takeWhile(c -> clean.length() + Character.charCount(c) <= RequestLimits.TITLE_MAX)
        .forEach(clean::appendCodePoint);
    return clean.toString().strip();
  }

  private static HookReading rubbish(String field, JsonNode value, String rule) {
    return new HookReading.Rubbish(List.of(new Violation(field, value.toString(), rule)));
  }
}
