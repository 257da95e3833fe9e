package fm.raido.controlroom.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.controlroom.scan.Scanned;
import fm.raido.protection.fold.Breaker;
import fm.raido.protection.fold.LastWord;
import fm.raido.protection.fold.ProtectionFold;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.protection.ProtectionRecord.CallAsked;
import fm.raido.schemas.protection.ProtectionRecord.CallEnded;
import fm.raido.schemas.protection.ProtectionRecord.HostBeat;
import fm.raido.schemas.protection.ProtectionRecord.SwitchSet;
import fm.raido.schemas.protection.ProtectionRecord.WorkerSaid;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settlement.CommitMark;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.topic.TopicFinding;
import fm.raido.schemas.wire.Headers;
import fm.raido.testkit.EverydayRules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksTest {
  private static final Instant NOW = Instant.parse("2026-11-01T20:00:00Z");
  private final ProtectionFold fold = new ProtectionFold();

  @Test
  void brokersAreGoodAndTheirSettingsAreLookedAt() {
    assertThat(
            BrokersCheck.judge(
                KafkaConnection.plain("a:1"), new BrokerView(3, Optional.of((short) 29), Map.of())))
        .containsExactly(new Finding.Good("3 brokers at a:1, metadata.version 29 (Kafka 4.2)"));
    assertThat(
            BrokersCheck.judge(
                KafkaConnection.plain("a:1"),
                new BrokerView(
                    1,
                    Optional.empty(),
                    Map.of(
                        "auto.create.topics.enable",
                        "true",
                        "offsets.retention.minutes",
                        "1440",
                        "transaction.abort.timed.out.transaction.cleanup.interval.ms",
                        "10000"))))
        .extracting(finding -> finding.getClass().getSimpleName())
        .containsExactly("Good", "Warning", "Warning", "Warning");
  }

  @Test
  void topicsSayWhatToTypeOnALineOfItsOwn() {
    assertThat(
            TopicsCheck.judge(
                List.of(
                    new TopicFinding.Missing("raido.requests"),
                    new TopicFinding.FewerPartitions("raido.requests", 3, 6))))
        .containsExactly(
            new Finding.Wrong("topic raido.requests is missing", "raido topics apply"),
            new Finding.Warning(
                "topic raido.requests has 3 partitions, PARTITIONS asks for 6",
                "raido topics apply --force"));
    assertThat(TopicsCheck.judge(List.of()))
        .containsExactly(new Finding.Good("all topics are as they should be"));
  }

  @Test
  void settingsThatDifferAreWrongWhereTheyWereGivenHere() {
    assertThat(SettingsCheck.judge(Settings.of(Map.of()), log()))
        .containsExactly(
            new Finding.Wrong("no worker has written its settings yet", "raido worker"));
    settings(Set.of());
    assertThat(SettingsCheck.judge(Settings.of(Map.of("TTS_GRACE", "30000ms")), log()))
        .containsExactly(
            new Finding.Good("this environment says what is in force (revision 1 by worker w1)"));
    assertThat(SettingsCheck.judge(Settings.of(Map.of("TTS_MAX_PER_MINUTE", "20")), log()))
        .containsExactly(
            new Finding.Wrong(
                "TTS_MAX_PER_MINUTE is 10 in force and 20 here: a worker started here would change it for all",
                "raido settings"));
    settings(Set.of("studio"));
    assertThat(SettingsCheck.judge(Settings.of(Map.of()), log()))
        .containsExactly(
            new Finding.Warning(
                "PROTECT_ON_HOSTS is studio in force and not set here (the default): a worker started here would change it for all",
                "raido settings"));
    assertThat(SettingsCheck.faults(Settings.of(Map.of("MAX_ATTEMPTS", "0"))))
        .containsExactly(
            new Finding.Wrong(
                "MAX_ATTEMPTS is \"0\": must be a whole number from 1 to 100", "raido settings"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "0.2,  3,   0, Good",
        "-0.9, 3,   0, Good",
        "1.5,  3,   0, Warning",
        "-3,   3,   0, Warning",
        "6,    3,   0, Wrong",
        "-6,   3,   0, Wrong",
        "-,    30,  0, Skipped",
        "-,    -2,  0, Warning",
        "-,    -60, 0, Wrong",
      })
  void clocksMayDifferByASecond(Double ahead, double sinceLast, long behind, String result) {
    assertThat(
            ClockCheck.judge(
                Optional.ofNullable(ahead).map(ChecksTest::seconds), seconds(sinceLast), behind))
        .extracting(finding -> finding.getClass().getSimpleName())
        .containsExactly(result);
  }

  @Test
  void clocksOfBrokersThatDifferAreTold() {
    assertThat(ClockCheck.judge(Optional.of(Duration.ZERO), Duration.ZERO, 2))
        .hasSize(2)
        .element(1)
        .isInstanceOf(Finding.Warning.class);
  }

  @Test
  void agentsAreHeardSilentCriticalOrNamedInVain() {
    settings(Set.of());
    assertThat(AgentsCheck.judge(log()).getFirst().words()).startsWith("no agent is heard");
    apply(NOW, new HostBeat("other", "far", PressureLevel.NORMAL, "cpu 1 %", false));
    assertThat(AgentsCheck.judge(log()))
        .singleElement()
        .isInstanceOf(Finding.Wrong.class)
        .extracting(Finding::words)
        .asString()
        .startsWith("only far (service other) is heard, and the workers' service is kokoro");
    apply(NOW, new HostBeat("kokoro", "studio", PressureLevel.NORMAL, "cpu 20 %", false));
    assertThat(AgentsCheck.judge(log()))
        .containsExactly(new Finding.Good("studio is well: cpu 20 %; heard 0s ago"));
    assertThat(AgentsCheck.judge(LogPicture.of(fold, NOW.plusSeconds(60))))
        .containsExactly(
            new Finding.Wrong(
                "the agent of studio has been silent for 1m 0s: nothing is spoken until it is heard or forgotten",
                "raido agent (on studio), or raido protect forget studio where it will not come back"));
    apply(NOW, new HostBeat("kokoro", "studio", PressureLevel.CRITICAL, "memory 97 %", true));
    assertThat(AgentsCheck.judge(log()))
        .containsExactly(
            new Finding.Warning(
                "studio is under critical pressure: memory 97 %, a rehearsal; heard 0s ago",
                "top (on studio)"));
    settings(Set.of("studio", "attic"));
    assertThat(AgentsCheck.judge(log()).getLast().words())
        .isEqualTo("PROTECT_ON_HOSTS names attic, which nobody has heard");
  }

  @Test
  void theSpeechHostIsJudgedByItsLastCalls() {
    settings(Set.of());
    assertThat(SpeechCheck.judge(log().recentCalls(), NOW))
        .isInstanceOf(Finding.Warning.class)
        .extracting(Finding::words)
        .asString()
        .contains("is not known");
    call("c1", CallResult.SPOKEN);
    assertThat(SpeechCheck.judge(log().recentCalls(), NOW.plusSeconds(60)))
        .isEqualTo(new Finding.Good("it spoke 1m 0s ago, in 0.5 s; of the last 1: 1 spoken"));
    call("c2", CallResult.BROKEN);
    assertThat(SpeechCheck.judge(log().recentCalls(), NOW)).isInstanceOf(Finding.Warning.class);
    call("c3", CallResult.TIMED_OUT);
    assertThat(SpeechCheck.judge(log().recentCalls(), NOW))
        .isEqualTo(
            new Finding.Wrong(
                "the last 2 calls failed, the last 0s ago: of the last 3: 1 spoken, 1 broken, 1 timed out",
                "look at the speech host itself (does it run? memory, disk, its log), then raido doctor --speak"));
    assertThat(
            SpeechCheck.switchedOff(
                Settings.of(Map.of("DJ_PROVIDER", "disabled", "DJ_VOICE_PROVIDER", "templates"))))
        .hasSize(2);
  }

  @Test
  void aClosedGateIsQuietAndSaysWhatOpensIt() {
    assertThat(GateCheck.judge(log())).singleElement().isInstanceOf(Finding.Quiet.class);
    settings(Set.of());
    assertThat(GateCheck.judge(log()))
        .containsExactly(new Finding.Good("open: speech may be asked for"));
    apply(NOW, new SwitchSet(true, "host moves", "ann", Duration.ofMinutes(10)));
    assertThat(GateCheck.judge(log()))
        .containsExactly(
            new Finding.Quiet(
                "closed: operator: ann: host moves, until 2026-11-01T20:10:00Z (10m 0s)",
                "raido protect off"));
  }

  @Test
  void anOpenBreakerIsQuiet() {
    settings(Set.of());
    assertThat(BreakerCheck.judge(log().breaker(), NOW)).isEqualTo(new Finding.Good("closed"));
    call("c1", CallResult.BROKEN);
    assertThat(BreakerCheck.judge(log().breaker(), NOW))
        .isEqualTo(new Finding.Warning("closed, with 1 failure in a row", "raido status"));
    assertThat(BreakerCheck.judge(new Breaker.Open(NOW, NOW.plusSeconds(300)), NOW))
        .isEqualTo(
            new Finding.Quiet(
                "open: the next probe may be made at 2026-11-01T20:05:00Z, in 5m 0s",
                "raido status"));
    assertThat(BreakerCheck.judge(new Breaker.HalfOpen(NOW, Optional.empty()), NOW))
        .isInstanceOf(Finding.Quiet.class);
  }

  @Test
  void workersAreThereAndSayWhatAilsThem() {
    assertThat(WorkersCheck.judge(Map.of(), List.of(), NOW))
        .singleElement()
        .isInstanceOf(Finding.Wrong.class);
    List<LastWord> words =
        List.of(
            word("w1", NOW, GateCause.STORE_FAILED),
            word("gone", NOW, GateCause.STORE_FAILED),
            word("apart", NOW, GateCause.WORKER_CUT_OFF),
            word("long-apart", NOW.minus(Duration.ofHours(2)), GateCause.WORKER_CUT_OFF));
    assertThat(WorkersCheck.judge(Map.of("w1", 6), words, NOW))
        .extracting(Finding::words)
        .containsExactly(
            "1 in the group, with 6 partitions: w1",
            "w1 cannot write the audio store",
            "apart does not reach the speech host, and others do");
  }

  @Test
  void waitingIsCountedAboveAndBelowTheMark() {
    BitSet open = new BitSet();
    open.set(0);
    open.set(5);
    assertThat(Backlog.waiting(new CommitMark(10, 20, open, 0, 0), 23)).isEqualTo(5);
    assertThat(LagCheck.judge(new Backlog(0, 0, 0, Optional.empty())))
        .isEqualTo(new Finding.Good("nothing waits"));
    assertThat(LagCheck.judge(new Backlog(1_400, 2, 1, Optional.of(NOW))))
        .isEqualTo(
            new Finding.Warning(
                "1,400 requests wait in 2 partitions, 1 of which no worker has ever read",
                "raido worker"));
  }

  @ParameterizedTest
  @CsvSource({"14m, Good", "16m, Warning", "85h, Wrong"})
  void theOldestWaitIsMeasuredByItsUrgencyAndByMaxWait(String wait, String result) {
    Backlog backlog =
        new Backlog(
            1, 1, 0, Optional.of(NOW.minus(fm.raido.schemas.settings.Durations.parse(wait).get())));
    assertThat(OldestWaitCheck.judge(backlog, Duration.ofDays(7), NOW).getClass().getSimpleName())
        .isEqualTo(result);
  }

  @Test
  void lettersAreCountedByReason() {
    assertThat(LettersCheck.judge(List.of(), NOW))
        .isEqualTo(new Finding.Good("none is outstanding"));
    assertThat(
            LettersCheck.judge(
                List.of(
                    new LettersCheck.Kept("POISON", NOW.minusSeconds(60)),
                    new LettersCheck.Kept("EXHAUSTED", NOW),
                    new LettersCheck.Kept("EXHAUSTED", NOW)),
                NOW))
        .isEqualTo(
            new Finding.Warning(
                "3 are outstanding (2 EXHAUSTED, 1 POISON), the oldest for 1m 0s",
                "raido dead-letters list"));
  }

  @Test
  void whatHasLeftIsNoLetterAndNeitherIsItsMark() {
    LettersCheck.Table table = new LettersCheck.Table();
    table.take(scanned(0, 0, "song-1/0", "{}", Headers.LETTER_REASON, "LOST"));
    table.take(scanned(0, 1, "song-2/0", "{}", Headers.LETTER_REASON, "EXHAUSTED"));
    table.take(scanned(0, 2, "song-1/0", null, Headers.REPLAY_ACTION, "replayed"));
    // The mark of a letter that lies in another partition, which is read later.
    table.take(
        scanned(0, 3, "_raido.requests-dlt-1-0/0", "{}", Headers.REPLAY_ACTION, "discarded"));
    table.take(scanned(0, 4, "_raido-replay-fence/0", "{}", Headers.REPLAY_ACTION, "fenced"));
    table.take(scanned(1, 0, "same", "{}", Headers.DLT_ORIGINAL_TOPIC, "orders"));
    table.take(scanned(1, 1, "same", "{}", Headers.DLT_ORIGINAL_TOPIC, "orders"));
    assertThat(table.outstanding())
        .extracting(LettersCheck.Kept::reason)
        .containsExactlyInAnyOrder("EXHAUSTED", "foreign");
  }

  @Test
  void aHostIsNotCalledSilentByAClockThatIsAhead() {
    settings(Set.of());
    apply(NOW, new HostBeat("kokoro", "studio", PressureLevel.NORMAL, "cpu use 20 %", false));
    Instant local = NOW.plusSeconds(65);
    assertThat(
            AgentsCheck.judge(LogPicture.of(fold, local, () -> Optional.of(Duration.ofMinutes(1)))))
        .containsExactly(new Finding.Good("studio is well: cpu use 20 %; heard 5s ago"));
    assertThat(AgentsCheck.judge(LogPicture.of(fold, local, Optional::empty)))
        .hasOnlyElementsOfType(Finding.Wrong.class);
    assertThat(
            LogPicture.of(
                fold,
                NOW.plusSeconds(5),
                () -> {
                  throw new AssertionError("asked though nobody seems silent");
                }))
        .isEqualTo(LogPicture.of(fold, NOW.plusSeconds(5)));
  }

  @Test
  void noTimeThatAWorkerTellsIsTooLong() {
    settings(Set.of());
    apply(NOW, new CallAsked("d", "r", 0, "w1"));
    apply(
        NOW, new CallEnded("d", "w1", CallResult.SPOKEN, Duration.ofSeconds(Long.MAX_VALUE), null));
    assertThat(SpeechCheck.judge(fold.recentCalls(), NOW)).isInstanceOf(Finding.Good.class);
  }

  @Test
  void theStoreIsTheSharedOneAndHasRoom() {
    Path dir = Path.of("tts");
    Optional<String> shared = Optional.of("m");
    long mib = 1L << 20;
    StoreView good = new StoreView(true, shared, Optional.empty(), 900 * mib, 100 * mib);
    assertThat(StoreCheck.judge(dir, good, shared, 500 * mib))
        .isEqualTo(new Finding.Good("tts takes 100.0 MiB of 500.0 MiB, 900.0 MiB are free"));
    assertThat(StoreCheck.judge(dir, good, shared, 2_048 * mib))
        .isInstanceOf(Finding.Warning.class);
    assertThat(StoreCheck.judge(dir, good, Optional.of("other"), 500 * mib))
        .isInstanceOf(Finding.Wrong.class);
    assertThat(
            StoreCheck.judge(
                dir,
                new StoreView(true, Optional.empty(), Optional.empty(), 900 * mib, 0),
                shared,
                mib))
        .extracting(Finding::words)
        .asString()
        .contains("has no marker");
    assertThat(
            StoreCheck.judge(
                dir, new StoreView(true, shared, Optional.of("disk full"), 0, 0), shared, mib))
        .isEqualTo(new Finding.Wrong("tts cannot be written: disk full", "df -h tts"));
    assertThat(
            StoreCheck.judge(
                dir, new StoreView(false, Optional.empty(), Optional.empty(), 0, 0), shared, mib))
        .isInstanceOf(Finding.Skipped.class);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      value = {
        "FALLBACK | an announcement was not spoken: FALLBACK, its deadline is near",
        "-        | an announcement has no outcome after 70 s",
      })
  void aTryThatIsNotSpokenIsWrong(OutcomeKind kind, String words) {
    Optional<Outcome> outcome =
        Optional.ofNullable(kind)
            .map(end ->
                new Outcome(
                    1,
                    "d",
                    0,
                    null,
                    null,
                    end,
                    "its deadline is near",
                    null,
                    null,
                    null,
                    null,
                    0,
                    NOW,
                    "w1",
                    0,
                    0));
    assertThat(SpokenCheck.judge("d", outcome, Duration.ofSeconds(70)))
        .isEqualTo(new Finding.Wrong(words, "raido explain d"));
  }

  private static Scanned scanned(
      int partition, long offset, String key, @Nullable String value, String header, String says) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(header, says.getBytes(UTF_8));
    return new Scanned(
        TopicCatalogue.DEAD_LETTERS,
        partition,
        offset,
        NOW,
        key.getBytes(UTF_8),
        value == null ? null : value.getBytes(UTF_8),
        headers);
  }

  private static LastWord word(String worker, Instant at, GateCause cause) {
    return new LastWord(new WorkerSaid(worker, Set.of(cause), true, false), at);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1_000));
  }

  private LogPicture log() {
    return LogPicture.of(fold, NOW);
  }

  private void call(String id, CallResult result) {
    apply(NOW, new CallAsked(id, "r-" + id, 0, "w1"));
    apply(NOW, new CallEnded(id, "w1", result, Duration.ofMillis(500), null));
  }

  private void settings(Set<String> hosts) {
    apply(NOW, new ProtectionRecord.SettingsSet(1, 1, EverydayRules.of(hosts, "store-1"), "w1"));
  }

  private void apply(Instant at, ProtectionRecord record) {
    fold.apply(Optional.of(record), at);
  }
}
