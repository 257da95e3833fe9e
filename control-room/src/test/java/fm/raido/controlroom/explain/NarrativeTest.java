package fm.raido.controlroom.explain;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.ProtectionRecord.CallAsked;
import fm.raido.schemas.protection.ProtectionRecord.CallEnded;
import fm.raido.schemas.protection.ProtectionRecord.SlotFreed;
import fm.raido.schemas.protection.ProtectionRecord.SwitchSet;
import fm.raido.schemas.protection.ProtectionRecord.WorkerSaid;
import fm.raido.schemas.settlement.CommitMark;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NarrativeTest {
  private static final Map<Integer, CommitMark> ALL_SETTLED =
      Map.of(1, new CommitMark(100, 100, new BitSet(), 100, 0));
  private static final Map<Integer, CommitMark> ALL_OPEN = Map.of(1, CommitMark.begin(0));

  private final Topics topics = new Topics();

  @Test
  void tellsAPassFromTheRequestToTheVoice() {
    topics.settings().request("song", 0);
    second().log(new CallAsked("c1", "song", 0, "w1"));
    second().log(ended("c1", CallResult.SPOKEN));
    second().outcome("song", 0, OutcomeKind.SPOKEN, null);
    second();

    assertThat(text("song", ALL_SETTLED))
        .containsExactly(
            "song",
            "2026-11-01T20:00:00.000Z       4s ago  requested by /producer/desk: intro for station main, Portishead – Roads, no deadline  [raido.requests-1@0]",
            "2026-11-01T20:00:01.000Z       3s ago  worker w1 asked for a call and it was granted: attempt 1, call c1  [raido.protection-0@1]",
            "2026-11-01T20:00:02.000Z       2s ago  the call ended after 0.5 s: spoken  [raido.protection-0@2]",
            "2026-11-01T20:00:03.000Z       1s ago  SPOKEN: \"Here is Portishead.\" in voice af_bella, from the speech host, 2.9 s, c.wav (decided by worker w1, 1 attempt)  [raido.outcomes-1@0]",
            "now: it has its outcome: nothing of it waits");
  }

  @Test
  void tellsAFailureALetterAndItsReplayInOrder() {
    topics.settings().request("song", 0);
    second().log(new CallAsked("c1", "song", 0, "w1"));
    second().log(ended("c1", CallResult.BROKEN));
    topics.later(Duration.ofSeconds(10)).log(new CallAsked("c2", "song", 0, "w2"));
    second().log(new CallEnded("c2", "w2", CallResult.BROKEN, Duration.ofMillis(500), null));
    second().outcome("song", 0, OutcomeKind.DEAD_LETTERED, "EXHAUSTED: HTTP 500");
    topics.letter("song", 0);
    assertThat(narrative("song", ALL_SETTLED).now())
        .isEqualTo(
            new Narrative.Now(
                "dead-lettered",
                List.of(
                    "it is a dead letter that waits for somebody's decision: `raido dead-letters show song`")));

    // The replaying program's clock is ahead: the tombstone is told with its request all the same.
    topics.later(Duration.ofHours(1)).tombstone("song", 0);
    topics.later(Duration.ofSeconds(-2)).request("song", 1);
    second().log(new CallAsked("c3", "song", 1, "w1"));
    second().log(ended("c3", CallResult.SPOKEN));
    second().outcome("song", 1, OutcomeKind.SPOKEN, null);

    Narrative narrative = narrative("song", ALL_SETTLED);
    assertThat(narrative.events().stream().map(line -> line.what() + " " + line.pass()))
        .containsExactly(
            "requested 0",
            "granted 0",
            "ended 0",
            "granted 0",
            "ended 0",
            "settled 0",
            "dead-lettered 0",
            "moved 0",
            "replayed 1",
            "granted 1",
            "ended 1",
            "settled 1");
    assertThat(narrative.events().get(3).words()).contains("attempt 2");
    assertThat(narrative.events().get(9).words()).contains("attempt 1");
    assertThat(narrative.now().state()).isEqualTo("settled");
  }

  @Test
  void tellsWhyAnAskWasRefusedAndWhenToAskAgain() {
    topics.settings().request("song", 0);
    topics.log(new SwitchSet(true, "host moves", "ann", Duration.ofMinutes(10)));
    second().log(new CallAsked("c1", "song", 0, "w1"));

    assertThat(words("song", ALL_OPEN).getLast())
        .isEqualTo(
            "worker w1 asked for a call and it was refused: the gate is closed (ann: host moves), not before 2026-11-01T20:10:00Z");
  }

  @Test
  void tellsWhereItWaitsAndForWhat() {
    topics.settings().request("other", 0).request("third", 0).request("song", 0);
    topics.log(new SwitchSet(true, "host moves", "ann", Duration.ofMinutes(10)));
    topics.log(new WorkerSaid("w1", Set.of(GateCause.STORE_FAILED), true, false));
    topics.later(Duration.ofMinutes(2));

    BitSet open = new BitSet();
    open.set(0);
    open.set(2);
    // The second record is settled, above the first, which is not.
    assertThat(narrative("song", Map.of(1, new CommitMark(0, 3, open, 1, 0))).now())
        .isEqualTo(
            new Narrative.Now(
                "waiting",
                List.of(
                    "it waits for 2m 0s at place 2 of raido.requests-1",
                    "no call for it would be granted now: the gate is closed (ann: host moves), not before 2026-11-01T20:10:00Z",
                    "worker w1 says of itself: store failed")));
    assertThat(narrative("song", Map.of()).now().words())
        .startsWith(
            "it waits for 2m 0s at place 3 of raido.requests-1",
            "no worker has read its partition yet: `raido doctor` says why");
  }

  @Test
  void tellsOfACallOnItsWayAndOfOneThatNeverEnded() {
    topics.settings().request("song", 0);
    topics.log(new CallAsked("c1", "song", 0, "w1"));
    second();
    assertThat(narrative("song", ALL_OPEN).now().words())
        .contains("worker w1 has been calling the speech host for it for 1s");

    topics.later(Duration.ofMinutes(1));
    assertThat(words("song", ALL_OPEN).getLast())
        .isEqualTo(
            "the call of worker w1 never came to an end: the worker died in it or lost the log; the attempt is used");
    second().log(ended("c1", CallResult.SPOKEN));
    assertThat(words("song", ALL_OPEN).getLast())
        .isEqualTo(
            "the call ended after 0.5 s: spoken; told too late, it does not count (no live lease)");
  }

  @Test
  void aGrantThatIsGivenBackIsNoAttempt() {
    topics.settings().request("song", 0);
    topics.log(new CallAsked("c1", "song", 0, "w1")).log(ended("c1", CallResult.UNUSED));
    second().log(new CallAsked("c2", "song", 0, "w1"));
    second().log(ended("c2", CallResult.TIMED_OUT)).log(new SlotFreed("c2", "w1"));

    assertThat(words("song", ALL_OPEN))
        .endsWith(
            "the grant was given back unused",
            "worker w1 asked for a call and it was granted: attempt 1, call c2",
            "the call ended after 0.5 s: no answer in time; the call keeps its slot for now",
            "the slot of the call that timed out is free again");
  }

  @Test
  void aRepeatIsADuplicateAndOthersAreNotTold() {
    topics.settings().request("song", 0).request("songs", 0).request("song", 0);
    topics.outcome("song", 0, OutcomeKind.EXPIRED, "its deadline has passed");
    topics.outcome("songs", 0, OutcomeKind.EXPIRED, "its deadline has passed");
    assertThat(narrative("song", ALL_SETTLED).events())
        .extracting(Narrative.Line::what)
        .containsExactly("requested", "repeated", "settled");
    assertThat(words("song", ALL_SETTLED).getLast())
        .isEqualTo("EXPIRED, its deadline has passed (decided by worker w1, 2 attempts)");
  }

  @Test
  void aLetterThatIsTakenOffWithoutANewPassWasDiscarded() {
    topics.settings().request("song", 0);
    second().outcome("song", 0, OutcomeKind.DEAD_LETTERED, "LOST").letter("song", 0);
    second().tombstone("song", 0);
    Narrative narrative = narrative("song", ALL_SETTLED);
    assertThat(narrative.events().getLast().what()).isEqualTo("discarded");
    assertThat(narrative.now().words())
        .containsExactly(
            "it has its outcome and its dead letter is no longer outstanding: nothing of it waits");
  }

  @Test
  void whatCannotBeReadIsKnownByItsPlace() {
    topics.settings().request("song", 0).rubbish("no json");
    String id = "_raido.requests-1-1";
    topics.outcome(id, 0, OutcomeKind.DEAD_LETTERED, "POISON: no json").letter(id, 0);
    assertThat(words(id, ALL_SETTLED).getFirst())
        .startsWith(
            "7 bytes were appended that are no request: document is \"no json\": must be JSON");
    assertThat(narrative(id, ALL_SETTLED).now().state()).isEqualTo("dead-lettered");

    HistoryCollector collector = collected("_raido.requests-1-0", ALL_SETTLED);
    assertThat(collector.history(topics.now())).isEmpty();
    assertThat(collector.readable()).contains("song");
  }

  @Test
  void anIdInARecordThatIsNoRequestLeadsToItsPlace() {
    topics.settings().rubbish("{\"id\":\"song\",\"text\":\"no station\"}");
    HistoryCollector collector = collected("song", ALL_SETTLED);
    assertThat(collector.history(topics.now())).isEmpty();
    assertThat(collector.unreadable()).contains("_raido.requests-1-0");
  }

  @Test
  void whatNobodyKnowsIsEmpty() {
    topics.settings().request("song", 0);
    assertThat(collected("son", ALL_OPEN).history(topics.now())).isEmpty();
  }

  @Test
  void oldThingsAreToldAsFarAsTheyAreKept() {
    topics.settings().request("song", 0);
    assertThat(narrative("song", ALL_SETTLED).now().words())
        .containsExactly(
            "it is settled, but its outcome is not in the topics: outcomes are kept for 7 days");
  }

  @ParameterizedTest
  @CsvSource({
    "song-1, song-1",
    "song-1/0, song-1",
    "song-1/17, song-1",
    "_raido.requests-3-120, _raido.requests-3-120",
    "_raido.requests-3-120/0, _raido.requests-3-120",
  })
  void readsIdsAsTheyAreToldElsewhere(String text, String id) {
    assertThat(Subject.parse(text).map(Subject::id)).contains(id);
  }

  @ParameterizedTest
  @CsvSource({"song/x", "'so ng'", "_other-1-2", "_raido.requests-1-", "../x", "/"})
  void refusesWhatIsNoId(String text) {
    assertThat(Subject.parse(text)).isEmpty();
  }

  private Topics second() {
    return topics.later(Duration.ofSeconds(1));
  }

  private static CallEnded ended(String call, CallResult result) {
    return new CallEnded(call, "w1", result, Duration.ofMillis(500), null);
  }

  private List<String> words(String id, Map<Integer, CommitMark> marks) {
    return narrative(id, marks).events().stream().map(Narrative.Line::words).toList();
  }

  private List<String> text(String id, Map<Integer, CommitMark> marks) {
    return NarrativeText.lines(narrative(id, marks));
  }

  private Narrative narrative(String id, Map<Integer, CommitMark> marks) {
    return Narrative.of(collected(id, marks).history(topics.now()).orElseThrow());
  }

  private HistoryCollector collected(String id, Map<Integer, CommitMark> marks) {
    Optional<Subject> subject = Subject.parse(id);
    HistoryCollector collector = new HistoryCollector(subject.orElseThrow(), marks);
    topics.records().forEach(collector::take);
    return collector;
  }
}
