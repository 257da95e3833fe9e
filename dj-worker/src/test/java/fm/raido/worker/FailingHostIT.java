package fm.raido.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.schemas.letter.FirstFailure;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.ProtectionRecord.CallAsked;
import fm.raido.schemas.protection.ProtectionRecord.SlotFreed;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Headers;
import fm.raido.schemas.wire.Json;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.testkit.Reply;
import fm.raido.testkit.SpeechCall;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One worker and a host that fails in every way there is; the breaker is out of the way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailingHostIT {
  private Rig rig;

  @BeforeAll
  void start(@TempDir Path dir) {
    rig = new Rig(dir);
    rig.worker(
        Map.of(
            "BREAKER_FAILURES", "500",
            "TTS_TIMEOUT", "500ms",
            "TTS_GRACE", "1500ms",
            "BACKOFF_MIN", "400ms",
            "BACKOFF_MAX", "500ms"));
  }

  @AfterAll
  void stop() {
    rig.close();
  }

  static List<Arguments> failures() {
    return List.of(
        Arguments.of("500", Reply.broken(), CallResult.BROKEN),
        Arguments.of("reset", Reply.reset(), CallResult.BROKEN),
        Arguments.of("empty", Reply.emptyAudio(), CallResult.BROKEN),
        Arguments.of("short", Reply.tooShortAudio(), CallResult.BROKEN),
        Arguments.of("cut", Reply.cutBody(), CallResult.BROKEN),
        Arguments.of("html", Reply.html(), CallResult.BROKEN),
        Arguments.of("no-words", Reply.noSpeakableText(), CallResult.BROKEN),
        Arguments.of("hang", Reply.hang(), CallResult.TIMED_OUT));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  void failsForGoodAfterTwoCallsWithABackOffBetween(String id, Reply reply, CallResult result) {
    rig.host.always(reply);
    rig.send(Rig.request(id, words(id), null));

    Outcome outcome = rig.awaitOutcome(id);
    assertThat(outcome.outcome()).isEqualTo(OutcomeKind.DEAD_LETTERED);
    assertThat(outcome.reason()).startsWith("EXHAUSTED");
    assertThat(outcome.attempts()).isEqualTo(2);
    List<SpeechCall> calls = calls(id);
    assertThat(calls).hasSize(2);
    assertThat(Duration.between(calls.getFirst().at(), calls.getLast().at()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(400));
    assertThat(rig.endsFor(id)).extracting("result").containsExactly(result, result);
    assertThat(rig.callsFor(id).stream().filter(CallAsked.class::isInstance)).hasSize(2);
    if (result == CallResult.TIMED_OUT) {
      assertThat(rig.callsFor(id).stream().filter(SlotFreed.class::isInstance)).hasSize(2);
    }
    DeadLetter letter = letter(id);
    assertThat(letter.reason()).isEqualTo(DeadLetterReason.EXHAUSTED);
    assertThat(letter.attempts()).isEqualTo(2);
    assertThat(Objects.requireNonNull(letter.request()).id()).isEqualTo(id);
  }

  @Test
  void buriesARefusedRequestAtOnceWithoutASecondCall() {
    rig.host.always(Reply.unprocessable());
    rig.send(Rig.request("refused", words("refused"), null));

    Outcome outcome = rig.awaitOutcome("refused");
    assertThat(outcome.outcome()).isEqualTo(OutcomeKind.DEAD_LETTERED);
    assertThat(outcome.reason()).startsWith("REJECTED");
    assertThat(calls("refused")).hasSize(1);
    assertThat(rig.endsFor("refused")).extracting("result").containsExactly(CallResult.UNSPEAKABLE);
  }

  @Test
  void aReplayedRequestThatFailsAgainHasALetterThatKnowsTheFirstFailure() {
    rig.host.always(Reply.unprocessable());
    FirstFailure first =
        new FirstFailure(
            0, DeadLetterReason.EXHAUSTED, "dead", Instant.parse("2026-11-01T12:00:00Z"));
    var replayed =
        RaidoRecords.request(
            Rig.request("again", words("again"), null).inPass(1), "/control-room", null);
    replayed.headers().add(Headers.FIRST_FAILURE, Json.MAPPER.writeValueAsBytes(first));
    rig.send(replayed);

    Outcome outcome = rig.awaitOutcome("again");
    assertThat(outcome.pass()).isEqualTo(1);
    assertThat(letter("again").firstFailure()).isEqualTo(first);
  }

  @Test
  void fallsBackAtOnceWhereARefusedRequestHasADeadline() {
    rig.host.always(Reply.unprocessable());
    rig.send(Rig.request("refused-urgent", words("refused-urgent"), Duration.ofMinutes(10)));

    Outcome outcome = rig.awaitOutcome("refused-urgent");
    assertThat(outcome.outcome()).isEqualTo(OutcomeKind.FALLBACK);
    assertThat(outcome.audio()).isNotNull();
    assertThat(calls("refused-urgent")).hasSize(1);
  }

  @Test
  void saysInTheHeadersOfALetterWhereItComesFromAndWhy() {
    rig.host.always(Reply.unprocessable());
    rig.send(Rig.request("headers", words("headers"), null));
    Outcome outcome = rig.awaitOutcome("headers");

    ConsumerRecord<byte[], byte[]> record =
        rig.readOne(TopicCatalogue.DEAD_LETTERS, outcome.requestPartition()).stream()
            .filter(r -> new String(r.key(), UTF_8).equals("headers/0"))
            .findFirst()
            .orElseThrow();
    assertThat(bytes(record, Headers.DLT_ORIGINAL_TOPIC).array())
        .asString()
        .isEqualTo(TopicCatalogue.REQUESTS);
    assertThat(bytes(record, Headers.DLT_ORIGINAL_PARTITION).getInt())
        .isEqualTo(outcome.requestPartition());
    assertThat(bytes(record, Headers.DLT_ORIGINAL_OFFSET).getLong())
        .isEqualTo(outcome.requestOffset());
    assertThat(bytes(record, Headers.DLT_ORIGINAL_TIMESTAMP).getLong()).isPositive();
    assertThat(text(record, Headers.DLT_ORIGINAL_CONSUMER_GROUP)).isEqualTo(Worker.GROUP);
    assertThat(text(record, Headers.DLT_EXCEPTION_FQCN)).isEqualTo("fm.raido.REJECTED");
    assertThat(text(record, Headers.DLT_EXCEPTION_MESSAGE)).contains("refused the request");
    assertThat(text(record, Headers.LETTER_REASON)).isEqualTo("REJECTED");
    assertThat(text(record, Headers.LETTER_ORIGIN))
        .isEqualTo("raido.requests-" + outcome.requestPartition() + "@" + outcome.requestOffset());
  }

  @Test
  void keepsTheLateAudioOfATimedOutCallForTheRequest() {
    rig.host.next(Reply.speechAfter(Duration.ofMillis(650))).always(Reply.broken());
    rig.send(Rig.request("late", words("late"), null));

    Outcome outcome = rig.awaitOutcome("late");
    assertThat(outcome.outcome()).isEqualTo(OutcomeKind.SPOKEN);
    assertThat(calls("late")).hasSize(1);
    assertThat(rig.endsFor("late")).extracting("result").containsExactly(CallResult.TIMED_OUT);
  }

  @Test
  void callsOnceForTheSameWords() {
    rig.host.always(Reply.speechAfter(Duration.ofMillis(200)));
    for (int i = 0; i < 12; i++) {
      rig.send(Rig.request("same-" + i, words("same"), null));
    }
    for (int i = 0; i < 12; i++) {
      assertThat(rig.awaitOutcome("same-" + i).outcome()).isEqualTo(OutcomeKind.SPOKEN);
    }
    assertThat(calls("same")).hasSize(1);
  }

  @Test
  void neverHasMoreCallsAtTheHostThanSlots() {
    rig.host.always(Reply.speechAfter(Duration.ofMillis(50)));
    for (int i = 0; i < 30; i++) {
      rig.send(Rig.request("many-" + i, words("many " + i), null));
    }
    await("all spoken")
        .atMost(Duration.ofSeconds(30))
        .until(() -> rig.outcomes().stream().filter(o -> o.id().startsWith("many-")).count() == 30);
    assertThat(rig.host.mostAtOnce()).isLessThanOrEqualTo(2);
  }

  private static String words(String id) {
    return "Good evening, these are the words of " + id + ", spoken at night.";
  }

  private List<SpeechCall> calls(String id) {
    return rig.host.calls().stream().filter(call -> call.text().equals(words(id))).toList();
  }

  private DeadLetter letter(String id) {
    return rig.letters().stream().filter(l -> l.id().equals(id)).findFirst().orElseThrow();
  }

  private static ByteBuffer bytes(ConsumerRecord<byte[], byte[]> record, String name) {
    return ByteBuffer.wrap(record.headers().lastHeader(name).value());
  }

  private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
    return Objects.requireNonNull(RaidoRecords.headerText(record.headers(), name));
  }
}
