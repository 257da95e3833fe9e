package fm.raido.producer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Violation;
import fm.raido.schemas.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IntakeReaderTest {
  private static final Instant NOW = Instant.parse("2026-11-01T20:00:00.123456Z");
  private static final String PROMO = "\"station\":\"main\",\"kind\":\"promo\",\"text\":\"x\"";

  private final IntakeReader reader =
      new IntakeReader(Set.of("main", "night"), id -> id.equals("known"));

  @Test
  void airInIsCountedFromNow() {
    assertThat(valid("{" + PROMO + ",\"airIn\":\"90s\"}").airBy()).isEqualTo(NOW.plusSeconds(90));
  }

  @Test
  void createdAtAndPassAreOursToSay() {
    AnnouncementRequest request =
        valid("{" + PROMO + ",\"createdAt\":\"2001-01-01T00:00:00Z\",\"pass\":7}");

    assertThat(request.createdAt()).isEqualTo(Instant.parse("2026-11-01T20:00:00.123Z"));
    assertThat(request.pass()).isZero();
  }

  @Test
  void withoutIdAndKeyEveryReadingIsAnotherAnnouncement() {
    assertThat(valid("{" + PROMO + "}").id()).isNotEqualTo(valid("{" + PROMO + "}").id());
  }

  @Test
  void theSameKeyIsTheSameIdForTheSameStationOnly() {
    String main = valid("{" + PROMO + "}", "k").id();

    assertThat(valid("{" + PROMO + "}", "k").id()).isEqualTo(main);
    assertThat(valid("{" + PROMO.replace("main", "night") + "}", "k").id()).isNotEqualTo(main);
    assertThat(valid("{" + PROMO + "}", "l").id()).isNotEqualTo(main);
  }

  @Test
  void anIdInTheAnnouncementWinsOverAKey() {
    assertThat(valid("{" + PROMO + ",\"id\":\"mine\"}", "k").id()).isEqualTo("mine");
  }

  @Test
  void aDeadlineInThePastIsAFaultUnlessItIsARepeat() {
    String past = "{" + PROMO + ",\"airBy\":\"2026-11-01T19:59:59Z\",\"id\":\"%s\"}";

    assertThat(faults(past.formatted("new"))).extracting(Violation::field).containsExactly("airBy");
    assertThat(valid(past.formatted("known")).id()).isEqualTo("known");
  }

  @Test
  void theInputIsLeftAsItWas() {
    var raw = Json.MAPPER.readTree("{" + PROMO + ",\"airIn\":\"1m\"}");
    var copy = raw.deepCopy();
    reader.read(raw, null, NOW);
    assertThat(raw).isEqualTo(copy);
  }

  @Test
  void unknownMetadataIsNoFaultOfAKindThatIsAboutNoTrack() {
    assertThat(
            valid(
                    "{"
                        + PROMO
                        + ",\"track\":{\"artist\":\"Unknown Artist\",\"title\":\"Untitled\"}}")
                .track())
        .isNotNull();
  }

  private AnnouncementRequest valid(String json) {
    return valid(json, null);
  }

  private AnnouncementRequest valid(String json, @Nullable String key) {
    return switch (reader.read(Json.MAPPER.readTree(json), key, NOW)) {
      case IntakeReading.Valid(var request) -> request;
      case IntakeReading.Invalid(var violations) -> throw new AssertionError(violations);
    };
  }

  private List<Violation> faults(String json) {
    return switch (reader.read(Json.MAPPER.readTree(json), null, NOW)) {
      case IntakeReading.Valid(var request) -> throw new AssertionError(request);
      case IntakeReading.Invalid(var violations) -> violations;
    };
  }
}
