package fm.raido.schemas.announcement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.wire.Json;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
  private static final String GOOD =
      "{'id':'a-1','station':'main','kind':'custom','text':'Words.','createdAt':'2026-11-01T20:15:00Z'%s}";

  @Test
  void readsAWholeRequest() {
    assertThat(
            read(
                """
                {'schemaVersion':1,'id':'a-1','station':'main','kind':'back-announce',
                 'track':{'title':'T','artist':'A','album':'L','year':1999},
                 'text':'Words.','voice':'af_bella(2)+af_sky(1)','speed':1.5,
                 'airBy':'2026-11-01T21:15:00+01:00','createdAt':'2026-11-01T20:00:00.5Z','pass':2}\
                """))
        .isEqualTo(
            new RequestReading.Valid(
                new AnnouncementRequest(
                    1,
                    "a-1",
                    "main",
                    AnnouncementKind.BACK_ANNOUNCE,
                    new Track("T", "A", "L", 1999),
                    "Words.",
                    "af_bella(2)+af_sky(1)",
                    1.5,
                    Instant.parse("2026-11-01T20:15:00Z"),
                    Instant.parse("2026-11-01T20:00:00.5Z"),
                    2)));
  }

  @Test
  void whatIsLeftOutHasItsMeaning() {
    assertThat(
            read(
                "{'id':'a','station':'s','kind':'station-id','createdAt':'2026-11-01T20:15:00Z','airBy':null}"))
        .isEqualTo(
            new RequestReading.Valid(
                new AnnouncementRequest(
                    1,
                    "a",
                    "s",
                    AnnouncementKind.STATION_ID,
                    null,
                    null,
                    null,
                    null,
                    null,
                    Instant.parse("2026-11-01T20:15:00Z"),
                    0)));
  }

  @Test
  void everyFaultIsNamedNotOnlyTheFirst() {
    assertThat(
            violations(
                "{'schemaVersion':2,'id':'a/b','kind':'jingle','track':{'title':'','year':3000},'speed':9,'pass':-1,'createdAt':'now'}"))
        .containsExactly(
            new Violation("schemaVersion", "2", "must be 1, the version this program knows"),
            new Violation("id", "a/b", "must match [A-Za-z0-9][A-Za-z0-9._:-]{0,99}"),
            new Violation("station", "", "must be given"),
            new Violation(
                "kind",
                "jingle",
                "must be intro, outro, back-announce, station-id, promo or custom"),
            new Violation("track.title", "", "must not be blank"),
            new Violation("track.artist", "", "must be given"),
            new Violation("track.year", "3000", "must be from 1000 to 2999"),
            new Violation("speed", "9", "must be from 0.25 to 4"),
            new Violation(
                "createdAt",
                "now",
                "must be a time with seconds and offset from 2000 to 2999, for example 2026-11-01T20:15:00Z"),
            new Violation("pass", "-1", "must be from 0 to 1000000"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'voice':'../../etc/passwd'    | voice     | must match",
        "'voice':'http://evil/'        | voice     | must match",
        "'voice':'a b'                 | voice     | must match",
        "'speed':'1'                   | speed     | must be a number",
        "'speed':1e400                 | speed     | must be from 0.25 to 4",
        "'pass':1.5                    | pass      | must be a whole number",
        "'pass':99999999999999999999   | pass      | must be from 0 to 1000000",
        "'track':'song'                | track     | must be an object",
        "'airBy':1762028100            | airBy     | must be a string",
        "'airBy':'2026-02-30T00:00:00Z'| airBy     | must be a time",
        "'text':7                      | text      | must be a string",
        "'text':'a\\u0007b'            | text      | must not hold control characters",
        "'text':'a\\ud800'             | text      | must be well-formed Unicode",
        "'text':' \\u00a0\\ufeff'      | text      | must not be blank",
      })
  void badFieldsAreNamedWithTheirRule(String field, String name, String rule) {
    List<Violation> violations = violations(GOOD.formatted("," + field));
    assertThat(violations).hasSize(1);
    assertThat(violations.getFirst().field()).isEqualTo(name);
    assertThat(violations.getFirst().rule()).startsWith(rule);
  }

  @Test
  void textIsCountedInCharactersNotInHalvesOfThem() {
    String note = "\uD83C\uDFB5";
    assertThat(read(GOOD.replace("Words.", note.repeat(4_096)).formatted("")))
        .isInstanceOf(RequestReading.Valid.class);
    assertThat(violations(GOOD.replace("Words.", note.repeat(4_097)).formatted("")))
        .extracting(Violation::rule)
        .containsExactly("must be at most 4096 characters (it has 4097)");
  }

  @ParameterizedTest
  @CsvSource({
    "promo, text, must be given for kind promo",
    "custom, text, must be given for kind custom",
    "intro, track, must be given for kind intro when there is no text",
    "outro, track, must be given for kind outro when there is no text",
    "back-announce, track, must be given for kind back-announce when there is no text"
  })
  void aKindAsksForWhatItNeeds(String kind, String field, String rule) {
    assertThat(
            violations(
                "{'id':'a','station':'s','kind':'"
                    + kind
                    + "','createdAt':'2026-11-01T20:15:00Z'}"))
        .containsExactly(new Violation(field, "", rule));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "7", "'text'"})
  void whatIsNoObjectIsToldSo(String document) {
    assertThat(violations(document))
        .extracting(Violation::rule)
        .containsExactly("must be a JSON object");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "{'id':}", "nonsense", "{} {}", "{'speed':NaN}", "\u0001", "\uD83C\uDFB5"})
  void whatIsNoJsonIsToldSo(String document) {
    assertThat(violations(document))
        .singleElement()
        .satisfies(violation -> {
          assertThat(violation.field()).isEmpty();
          assertThat(violation.rule()).startsWith("must be JSON: ");
        });
  }

  @Test
  void rubbishIsToldInWordsThatCanBeWrittenAgain() {
    byte[][] rubbish = {
      null,
      {},
      {0},
      {(byte) 0xFF, (byte) 0xFE, 0},
      {(byte) 0xF0, (byte) 0x9F},
      "[".repeat(1_000).getBytes(UTF_8),
      ("{\"speed\":" + "9".repeat(5_000) + "}").getBytes(UTF_8),
      "{\"id\":\"\\ud800\",\"station\":[\"\\udfff\"],\"kind\":\"\\ud83c\"}".getBytes(UTF_8),
      new byte[RequestLimits.RECORD_BYTES_MAX + 1]
    };
    for (byte[] value : rubbish) {
      RequestReading reading = RequestReader.read(value);
      assertThat(reading).isInstanceOf(RequestReading.Invalid.class);
      String words = ((RequestReading.Invalid) reading).violations().toString();
      assertThat(Json.MAPPER.writeValueAsBytes(words)).isNotEmpty();
      assertThat(new String(words.getBytes(UTF_8), UTF_8)).isEqualTo(words);
      assertThat(words.chars().noneMatch(Character::isISOControl)).isTrue();
      assertThat(words.length()).isLessThan(3_000);
    }
  }

  @Test
  void aRecordOfExactlyTheLimitIsRead() {
    String start =
        "{\"id\":\"a\",\"station\":\"s\",\"kind\":\"station-id\",\"createdAt\":\"2026-11-01T20:15:00Z\",\"x\":\"";
    String document =
        start + "x".repeat(RequestLimits.RECORD_BYTES_MAX - start.length() - 2) + "\"}";
    assertThat(RequestReader.read(document.getBytes(UTF_8)))
        .isInstanceOf(RequestReading.Valid.class);
    assertThat(RequestReader.read((document + " ").getBytes(UTF_8)))
        .isEqualTo(
            new RequestReading.Invalid(
                List.of(new Violation("", "65537 bytes", "must be at most 65536 bytes"))));
  }

  private static RequestReading read(String document) {
    return RequestReader.read(document.replace('\'', '"').getBytes(UTF_8));
  }

  private static List<Violation> violations(String document) {
    RequestReading reading = read(document);
    assertThat(reading).isInstanceOf(RequestReading.Invalid.class);
    return ((RequestReading.Invalid) reading).violations();
  }
}
