package fm.raido.protection.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fm.raido.protection.replay.ReplayVerdict.GoesAsBytes;
import fm.raido.protection.replay.ReplayVerdict.GoesAsRequest;
import fm.raido.protection.replay.ReplayVerdict.Stays;
import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayPolicyTest {
  private static final Instant NOW = Instant.parse("2026-11-01T20:15:00Z");
  private static final ReplayRules RULES =
      new ReplayRules("raido.requests", Set.of("shop.orders"), 3, false, Corrections.NONE);

  private static AnnouncementRequest request(int pass, @Nullable Instant airBy) {
    return new AnnouncementRequest(
        1, "song-1", "main", AnnouncementKind.CUSTOM, null, "Hello", null, null, airBy, NOW, pass);
  }

  private static Candidate candidate(@Nullable String topic, int replays) {
    return new Candidate(topic, request(replays, null), "", replays);
  }

  /** What stands in the way, or how it goes. */
  private static String answer(Candidate letter, ReplayRules rules) {
    return switch (ReplayPolicy.judge(letter, rules, NOW)) {
      case Stays stays -> stays.why().name();
      case GoesAsRequest goes -> goes.request().passKey().toString();
      case GoesAsBytes goes -> goes.topic() + " " + goes.count();
    };
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-,              0, false, NO_ORIGIN",
        "-,              9, true,  NO_ORIGIN",
        "other.topic,    0, false, ORIGIN_NOT_ALLOWED",
        "other.topic,    0, true,  ORIGIN_NOT_ALLOWED",
        "raido.requests, 0, false, song-1/1",
        "raido.requests, 2, false, song-1/3",
        "raido.requests, 3, false, OVER_CAP",
        "raido.requests, 4, false, OVER_CAP",
        "raido.requests, 3, true,  song-1/4",
        "shop.orders,    0, false, shop.orders 1",
        "shop.orders,    2, false, shop.orders 3",
        "shop.orders,    3, false, OVER_CAP",
        "shop.orders,    3, true,  shop.orders 4",
      })
  void originAndCapDecide(@Nullable String origin, int replays, boolean force, String answer) {
    ReplayRules rules =
        new ReplayRules("raido.requests", Set.of("shop.orders"), 3, force, Corrections.NONE);
    assertThat(answer(candidate(origin, replays), rules)).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-01T20:15:01Z, song-1/1",
    "2026-11-01T20:15:00Z, DEADLINE_PASSED",
    "2026-11-01T20:14:59Z, DEADLINE_PASSED",
  })
  void nothingGoesThatNobodyCanAir(Instant airBy, String answer) {
    Candidate letter = new Candidate("raido.requests", request(0, airBy), "", 0);
    assertThat(answer(letter, RULES)).isEqualTo(answer);
    ReplayRules forced = new ReplayRules("raido.requests", Set.of(), 3, true, Corrections.NONE);
    assertThat(answer(letter, forced)).isEqualTo(answer);
  }

  @Test
  void whatNobodyCanReadStaysAndSaysWhy() {
    Candidate poison = new Candidate("raido.requests", null, "id is \"\": must be given", 0);
    assertThat(ReplayPolicy.judge(poison, RULES, NOW))
        .isEqualTo(
            new Stays(
                Hindrance.UNREADABLE, "no worker could read it again: id is \"\": must be given"));
  }

  @Test
  void aCountThatIsHigherThanThePassCounts() {
    Candidate letter = new Candidate("raido.requests", request(0, null), "", 2);
    assertThat(answer(letter, RULES)).isEqualTo("song-1/3");
  }

  @Test
  void correctionsChangeWhatTheyNameAndNothingElse() {
    Corrections corrections = new Corrections("af_sky", 1.5, "Other words");
    ReplayRules rules = new ReplayRules("raido.requests", Set.of(), 3, false, corrections);
    assertThat(ReplayPolicy.judge(candidate("raido.requests", 0), rules, NOW))
        .isEqualTo(
            new GoesAsRequest(
                new AnnouncementRequest(
                    1,
                    "song-1",
                    "main",
                    AnnouncementKind.CUSTOM,
                    null,
                    "Other words",
                    "af_sky",
                    1.5,
                    null,
                    NOW,
                    1)));
    assertThat(corrections.originals(request(0, null)))
        .containsEntry("text", java.util.Optional.of("Hello"))
        .containsEntry("voice", java.util.Optional.empty());
  }

  @Test
  void bytesCannotBeCorrected() {
    ReplayRules rules =
        new ReplayRules(
            "raido.requests", Set.of("shop.orders"), 3, false, new Corrections("v", null, null));
    assertThat(answer(candidate("shop.orders", 0), rules)).isEqualTo("CORRECTION_REFUSED");
  }

  @Test
  void aCorrectionThatMakesItNoRequestIsRefused() {
    ReplayRules rules =
        new ReplayRules("raido.requests", Set.of(), 3, false, new Corrections(null, 9.0, null));
    assertThat(answer(candidate("raido.requests", 0), rules)).isEqualTo("CORRECTION_REFUSED");
  }

  @ParameterizedTest
  @CsvSource({
    "af_sky, 1.0,  Hello, ''",
    "../etc, 1.0,  Hello, voice",
    "af_sky, 4.01, Hello, speed",
    "af_sky, 0.2,  Hello, speed",
    "af_sky, 1.0,  ' ',   text",
  })
  void wrongCorrectionsAreNamedByTheirField(String voice, double speed, String text, String field) {
    assertThat(new Corrections(voice, speed, text).violations())
        .extracting(violation -> violation.field())
        .containsExactlyElementsOf(
            field.isEmpty() ? java.util.List.of() : java.util.List.of(field));
  }

  @Test
  void aRecordFitsUpToTheTopicsLimit() {
    assertThat(ReplayPolicy.tooLarge("t", 100, 100)).isEmpty();
    assertThat(ReplayPolicy.tooLarge("t", 101, 100))
        .contains(
            new Stays(
                Hindrance.TOO_LARGE, "its record would have 101 bytes and t takes at most 100"));
  }

  @Test
  void thereIsNoCapUnderOne() {
    assertThatThrownBy(
            () -> new ReplayRules("raido.requests", Set.of(), 0, false, Corrections.NONE))
        .hasMessageContaining("must be at least 1");
  }
}
