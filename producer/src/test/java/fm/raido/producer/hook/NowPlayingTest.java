package fm.raido.producer.hook;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.wire.Json;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class NowPlayingTest {
  private static final Instant NOW = Instant.parse("2026-11-01T20:00:00Z");
  private static final String PAYLOAD =
      """
      {"station":{"id":1,"name":"Night","shortcode":"night_radio"},"is_online":true,
       "live":{"is_live":false,"streamer_name":""},
       "now_playing":{"sh_id":12,"played_at":1793563100,"duration":200,"playlist":"default",
         "elapsed":100,"remaining":100,"song":{"artist":"Can","title":"Vitamin C"}},
       "playing_next":{"cued_at":1793563290,"played_at":1793563300,"duration":243.5,
         "playlist":"default","is_request":false,
         "song":{"id":"9f33","text":"Neu! - Hallogallo","artist":"Neu!","title":"Hallogallo",
           "album":"Neu!","genre":"Krautrock","custom_fields":[]}},
       "song_history":[],"cache":null}
      """;

  @Test
  void makesTheNextSongsIntroDueWhenThePlayingSongEnds() {
    JsonNode intro = intro(PAYLOAD, null);

    assertThat(intro.path("station").asString()).isEqualTo("night_radio");
    assertThat(intro.path("kind").asString()).isEqualTo("intro");
    assertThat(intro.path("airBy").asString()).isEqualTo(NOW.plusSeconds(100).toString());
    assertThat(intro.path("track"))
        .isEqualTo(
            Json.MAPPER.readTree(
                "{\"artist\":\"Neu!\",\"title\":\"Hallogallo\",\"album\":\"Neu!\"}"));
  }

  @Test
  void theParameterWinsOverTheShortCode() {
    assertThat(intro(PAYLOAD, "main").path("station").asString()).isEqualTo("main");
  }

  @Test
  void theIdStaysWhileTheSongPlaysAndIsAnotherTheNextTime() {
    String id = intro(PAYLOAD, null).path("id").asString();

    String later =
        PAYLOAD
            .replace("\"remaining\":100", "\"remaining\":40")
            .replace("\"elapsed\":100", "\"elapsed\":160")
            .replace("1793563290", "1793563311")
            .replace("1793563300", "1793563319");
    assertThat(intro(later, null).path("id").asString()).isEqualTo(id);
    assertThat(intro(PAYLOAD.replace("1793563100", "1793599100"), null).path("id").asString())
        .isNotEqualTo(id);
    assertThat(intro(PAYLOAD.replace("Hallogallo", "Isi"), null).path("id").asString())
        .isNotEqualTo(id);
  }

  @Test
  void withoutTheRemainingTimeStartAndLengthOrTheExpectedStartWillDo() {
    assertThat(intro(PAYLOAD.replace("\"remaining\":100,", ""), null).path("airBy").asString())
        .isEqualTo(Instant.ofEpochSecond(1793563300).toString());
    assertThat(
            intro(PAYLOAD.replace("\"duration\":200,", "\"duration\":0,"), null)
                .path("airBy")
                .asString())
        .isEqualTo(Instant.ofEpochSecond(1793563300).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"is_live\":false | \"is_live\":true | a live streamer is on the air",
        "\"is_online\":true | \"is_online\":false | the station is offline",
        "Neu! - Hallogallo\",\"artist\":\"Neu!\" | x\",\"artist\":\"Unknown Artist\" | the next song has no artist or title",
        "\"title\":\"Hallogallo\" | \"title\":null | the next song has no artist or title",
        "243.5 | 12.25 | the next song is shorter than 30 s",
        "Krautrock | Station ID | the next song is a jingle",
        "\"remaining\":100 | \"remaining\":0 | the playing song is over",
        "\"playing_next\" | \"something_else\" | no next song is known",
        "\"now_playing\":{ | \"now_playing\":null,\"x\":{ | nothing is playing"
      })
  void skipsWhatNeedsNoIntro(String from, String to, String reason) {
    assertThat(PAYLOAD).contains(from);
    assertThat(NowPlaying.read(Json.MAPPER.readTree(PAYLOAD.replace(from, to)), null, NOW))
        .isEqualTo(new HookReading.Skipped(reason));
  }

  @Test
  void tagsAreMadeFitForARequest() {
    ObjectNode payload = (ObjectNode) Json.MAPPER.readTree(PAYLOAD);
    ObjectNode song = (ObjectNode) payload.path("playing_next").path("song");
    song.put("title", "Hallo\u0000gallo " + "x".repeat(400));
    song.put("album", " ");

    JsonNode track = intro(payload.toString(), null).path("track");
    assertThat(track.path("title").asString()).startsWith("Hallo gallo x").hasSize(300);
    assertThat(track.has("album")).isFalse();
  }

  @Test
  void absurdTimesAreNotBelieved() {
    String absurd =
        PAYLOAD
            .replace("\"remaining\":100", "\"remaining\":1e300")
            .replace("1793563100", "-5")
            .replace("1793563300", "1e300");
    assertThat(NowPlaying.read(Json.MAPPER.readTree(absurd), null, NOW))
        .isEqualTo(new HookReading.Skipped("the playing song is over"));
  }

  private static JsonNode intro(String payload, @org.jspecify.annotations.Nullable String station) {
    return switch (NowPlaying.read(Json.MAPPER.readTree(payload), station, NOW)) {
      case HookReading.Intro(var announcement) -> announcement;
      case HookReading.Skipped skipped -> throw new AssertionError(skipped);
      case HookReading.Rubbish rubbish -> throw new AssertionError(rubbish);
    };
  }
}
