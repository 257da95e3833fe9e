package fm.raido.controlroom.room;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The samples are what the server really says: every field of them, and no other. */
public class SampleTest {
  private static final JsonMapper STRICT =
      Json.MAPPER.rebuild().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** The sample of a room. */
  public static Room room() {
    return STRICT.treeToValue(sample("room-quiet.json"), Room.class);
  }

  /** That room, but for what is given. */
  public static Room changed(
      Room room, boolean loaded, @Nullable Instant kafkaSilentSince, boolean onAir) {
    return new Room(
        room.at(),
        loaded,
        kafkaSilentSince,
        room.unread(),
        onAir,
        room.sentence(),
        room.causes(),
        room.breaker(),
        room.rate(),
        room.calls(),
        room.hosts(),
        room.backlog(),
        room.announcements(),
        room.letters(),
        room.protection(),
        room.workers(),
        room.settings());
  }

  @Test
  void theRoomIsReadAndWrittenWithoutALoss() {
    assertThat(rewritten(room())).isEqualTo(sample("room-quiet.json"));
  }

  @Test
  void theTimelineIsReadAndWrittenWithoutALoss() {
    Timeline timeline = STRICT.treeToValue(sample("timeline.json"), Timeline.class);
    assertThat(rewritten(timeline)).isEqualTo(sample("timeline.json"));
  }

  @Test
  void aRoomThatOnlyGrewOlderShowsTheSame() {
    Room room = room();
    assertThat(room.spokenAt(room.at().plusSeconds(1), "another").showsTheSameAs(room)).isTrue();
    assertThat(changed(room, room.loaded(), null, true).showsTheSameAs(room)).isFalse();
  }

  /** Written and parsed again, so that numbers are of the kinds that text has. */
  private static JsonNode rewritten(Object value) {
    return STRICT.readTree(STRICT.writeValueAsBytes(value));
  }

  private static JsonNode sample(String name) {
    try (InputStream in = requireNonNull(SampleTest.class.getResourceAsStream(name), name)) {
      return STRICT.readTree(in.readAllBytes());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
