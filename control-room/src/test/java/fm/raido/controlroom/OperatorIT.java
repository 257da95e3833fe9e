package fm.raido.controlroom;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.controlroom.room.Room;
import fm.raido.controlroom.scan.ScanProgress;
import fm.raido.controlroom.scan.TopicScan;
import fm.raido.controlroom.watch.RoomModel;
import fm.raido.controlroom.watch.RoomWatch;
import fm.raido.protection.fold.Applied;
import fm.raido.protection.fold.ProtectionFold;
import fm.raido.protection.fold.Verdict;
import fm.raido.schemas.connection.KafkaConnection;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.PressureLevel;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.wire.Json;
import fm.raido.schemas.wire.RaidoRecords;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class OperatorIT {
  @TempDir Path dir;
  private Topics topics;
  private Topics.Member member;

  @BeforeEach
  void start() throws Exception {
    topics = new Topics(dir);
    member = topics.member("w1");
  }

  @AfterEach
  void stop() throws Exception {
    member.close();
    topics.close();
  }

  @Test
  void isQuietUntilAWorkerHasWrittenItsSettings() {
    Run status = run("status");
    assertThat(status.exitCode()).isEqualTo(3);
    assertThat(status.out().getFirst()).isEqualTo("Quiet: no worker has started yet.");
    assertThat(status.out())
        .contains(
            "rate      0 of 0 calls in the last 60 s, 0 left",
            "hosts     no speech host was heard: its pressure is not watched",
            "waiting   0",
            "letters   none",
            "settings  none yet");
    assertThat(status.err()).isEmpty();
  }

  @Test
  void tellsOfWorkersHostsAndCalls() throws Exception {
    write(settingsSet(), worker(Set.of(), false), beat(PressureLevel.NORMAL, "cpu 20 %"));
    write(new ProtectionRecord.CallAsked("c1", "song-1", 0, "w1"));
    Run status = run("status");
    assertThat(status.exitCode()).isZero();
    assertThat(status.out())
        .startsWith("On air.", "breaker   closed")
        .contains(
            "rate      1 of 10 calls in the last 60 s, 9 left", "calls     1 of 2 on their way")
        .anyMatch(line -> line.startsWith("settings  revision 1 by w1, rules of version 1: "))
        .anyMatch(line -> line.matches(" +song-1/0 by w1 for \\ds"))
        .anyMatch(line -> line.matches(" +studio: normal \\(cpu 20 %\\), heard \\ds ago"))
        .anyMatch(line -> line.matches(" +w1: at work, partitions 0 1, said so \\ds ago"));
  }

  @Test
  void switchesProtectionOnAndOff() throws Exception {
    write(settingsSet());
    Run on = run("protect", "on", "--reason", "host moves", "--for", "10m", "--who", "sven");
    assertThat(on.err()).isEmpty();
    assertThat(on.exitCode()).isZero();
    assertThat(on.out().getFirst()).startsWith("protection is on until ");
    assertThat(on.out().getLast())
        .matches("QUIET: operator: sven: host moves, until \\S+Z \\((10m 0s|9m \\d+s)\\)");
    Run quiet = run("status");
    assertThat(quiet.exitCode()).isEqualTo(3);
    assertThat(quiet.out().getFirst())
        .matches("Quiet: switched off by sven, until .*: host moves\\.");

    Run off = run("protect", "off");
    assertThat(off.exitCode()).isZero();
    assertThat(off.out()).containsExactly("protection is off", "ON AIR: speech may be asked for");
    assertThat(run("status").exitCode()).isZero();
  }

  @Test
  void nothingIsGrantedAfterTheRecordOfTheSwitch() throws Exception {
    write(settingsSet(), new ProtectionRecord.CallAsked("before", "song-1", 0, "w1"));
    assertThat(run("protect", "on", "--reason", "host moves", "--who", "ann").exitCode()).isZero();
    for (int i = 0; i < 20; i++) {
      write(new ProtectionRecord.CallAsked("during-" + i, "song-" + i, 0, "w" + i % 3));
    }
    write(new ProtectionRecord.ProbeAsked("probe", "w1", true));
    assertThat(run("protect", "off", "--who", "ann").exitCode()).isZero();
    write(new ProtectionRecord.CallAsked("after", "song-99", 0, "w1"));

    ProtectionFold fold = new ProtectionFold();
    List<String> granted = new ArrayList<>();
    List<ProtectionRecord> switches = new ArrayList<>();
    try (TopicScan scan =
        new TopicScan(
            KafkaConnection.plain(topics.bootstrapServers()), "test", Duration.ofSeconds(10))) {
      scan.readAll(
          scan.partitions(List.of("raido.protection")),
          ScanProgress.NONE,
          record -> {
            Optional<ProtectionRecord> read = RaidoRecords.readProtection(record.value());
            if (fold.apply(read, record.timestamp()) instanceof Applied.Answered answered
                && answered.verdict() instanceof Verdict.Granted) {
              granted.add(answered.ask().callId());
            }
            read.filter(ProtectionRecord.SwitchSet.class::isInstance).ifPresent(switches::add);
          });
    }
    assertThat(granted).containsExactly("before", "after");
    assertThat(fold.counters()).containsEntry("refused", 21L);
    assertThat(switches)
        .as("who did what and why is in the log, and for 7 days at most")
        .containsExactly(
            new ProtectionRecord.SwitchSet(true, "host moves", "ann", Duration.ofDays(7)),
            new ProtectionRecord.SwitchSet(false, "switched off", "ann", null));
  }

  @Test
  void saysWhatStillHoldsWhenTheSwitchIsOff() throws Exception {
    write(settingsSet(), beat(PressureLevel.CRITICAL, "memory 97 %"));
    Run off = run("protect", "off");
    assertThat(off.exitCode()).isZero();
    assertThat(off.out().getLast())
        .startsWith("QUIET: host pressure: speech host studio is critical: memory 97 %, until ");
  }

  @Test
  void forgetsASilentHostButNoUnknownOne() throws Exception {
    write(settingsSet(), beat(PressureLevel.NORMAL, "cpu 20 %"));
    // The brokers' clock counts, which says that the beat has just come.
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));
    assertThat(runAt(later, "protect", "off").out().getLast())
        .isEqualTo("ON AIR: speech may be asked for");

    Run typo = run("protect", "forget", "studoi");
    assertThat(typo.exitCode()).isEqualTo(1);
    assertThat(typo.err()).containsExactly("no host studoi was heard; known: studio");

    Run forget = runAt(later, "protect", "forget", "studio");
    assertThat(forget.exitCode()).isZero();
    assertThat(forget.out())
        .containsExactly(
            "studio is forgotten until it is heard again", "ON AIR: speech may be asked for");
  }

  @Test
  void aClockThatIsAheadMakesNoHostSilent() throws Exception {
    write(settingsSet(), worker(Set.of(), false), beat(PressureLevel.NORMAL, "cpu 20 %"));
    ScheduledExecutorService agent = Executors.newSingleThreadScheduledExecutor();
    try {
      var _ =
          agent.scheduleWithFixedDelay(
              () -> {
                try {
                  write(beat(PressureLevel.NORMAL, "cpu 20 %"));
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              },
              500,
              500,
              TimeUnit.MILLISECONDS);
      Run status = runAt(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)), "status");
      assertThat(status.out().getFirst()).isEqualTo("On air.");
      assertThat(status.exitCode()).isZero();
    } finally {
      agent.shutdownNow();
    }
  }

  @Test
  void whatWasMadeAnewIsReadAnew() throws Exception {
    write(settingsSet());
    for (int i = 0; i < 5; i++) {
      topics.request("song-" + i, null);
    }
    RoomModel model =
        new RoomModel(Duration.ofSeconds(10), true, ZoneOffset.UTC, Clock.systemUTC());
    try (RoomWatch watch =
        new RoomWatch(model, KafkaConnection.plain(topics.bootstrapServers()), Clock.systemUTC())) {
      watch.start();
      assertThat(watch.awaitComplete(Duration.ofSeconds(20))).isTrue();
      assertThat(model.room().backlog().waiting()).isEqualTo(5);
      topics.makeAnew("raido.requests");
      topics.request("another", null);
      Awaitility.await("only what lies there now waits, and all is read")
          .atMost(Duration.ofSeconds(30))
          .until(() -> {
            Room room = model.room();
            return room.backlog().waiting() == 1 && room.kafkaSilentSince() == null;
          });
    }
  }

  @Test
  void explainsWhatWaitsAndSaysWhatNobodyKnows() throws Exception {
    write(settingsSet());
    topics.request("first", null);
    topics.request("second", null);
    Run second = run("explain", "second/0");
    assertThat(second.err()).isEmpty();
    assertThat(second.exitCode()).isZero();
    assertThat(second.out().getFirst()).isEqualTo("second");
    assertThat(second.out().get(1))
        .contains("requested by /test: custom for station main, \"Words of second\", no deadline");
    assertThat(second.out().get(2))
        .matches("now: it waits for \\ds at place 2 of raido.requests-\\d");
    assertThat(second.out().getLast()).isEqualTo("     a call for it would be granted now");

    Run unknown = run("explain", "third", "--json");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.out()).isEmpty();
    assertThat(unknown.err())
        .containsExactly(
            "nothing is known of third: it was never requested here, or longer ago than the topics keep it (requests 30 days, outcomes 7 days)");
  }

  @Test
  void statusCanBeReadByPrograms() throws Exception {
    write(settingsSet(), worker(Set.of(GateCause.STORE_FAILED), true));
    for (int i = 0; i < 5; i++) {
      String call = "c" + i;
      write(
          new ProtectionRecord.CallAsked(call, "song-" + i, 0, "w1"),
          new ProtectionRecord.CallEnded(
              call, "w1", CallResult.BROKEN, Duration.ofMillis(10), null));
    }
    Run status = run("status", "--json");
    assertThat(status.exitCode()).isEqualTo(3);
    assertThat(status.out()).hasSize(1);
    JsonNode json = Json.MAPPER.readTree(status.out().getFirst());
    assertThat(json.get("onAir").booleanValue()).isFalse();
    assertThat(json.at("/causes/0/cause").stringValue()).isEqualTo("BREAKER_OPEN");
    assertThat(json.at("/breaker/state").stringValue()).isEqualTo("OPEN");
    assertThat(Instant.parse(json.at("/breaker/until").stringValue()))
        .isEqualTo(Instant.parse(json.at("/causes/0/until").stringValue()));
    assertThat(json.at("/workers/0/causes/0").stringValue()).isEqualTo("STORE_FAILED");
    assertThat(json.at("/rate/used").intValue()).isEqualTo(5);
  }

  @Test
  void rubbishInTheLogStopsNothing() throws Exception {
    write(settingsSet());
    topics.send(new ProducerRecord<>("raido.protection", 0, null, new byte[] {1, 2, 3}));
    assertThat(run("status").exitCode()).isZero();
  }

  @Test
  void watchesInAPipeWithALineOfJsonForEachChange() throws Exception {
    write(settingsSet(), worker(Set.of(), false));
    java.io.PipedReader reader = new java.io.PipedReader(1 << 20);
    java.io.PrintWriter out = new java.io.PrintWriter(new java.io.PipedWriter(reader));
    Thread watching =
        Thread.ofPlatform()
            .daemon()
            .start(() ->
                Run.into(
                    out,
                    Map.of("KAFKA_BOOTSTRAP_SERVERS", topics.bootstrapServers()),
                    Clock.systemUTC(),
                    "status",
                    "--watch"));
    java.io.BufferedReader lines = new java.io.BufferedReader(reader);
    assertThat(Json.MAPPER.readTree(lines.readLine()).at("/onAir").booleanValue()).isTrue();
    write(new ProtectionRecord.SwitchSet(true, "host moves", "sven", Duration.ofMinutes(1)));
    JsonNode next = Json.MAPPER.readTree(lines.readLine());
    while (next.at("/onAir").booleanValue()) {
      next = Json.MAPPER.readTree(lines.readLine());
    }
    assertThat(next.at("/protection/who").stringValue()).isEqualTo("sven");
    watching.interrupt();
    watching.join(Duration.ofSeconds(10));
    assertThat(watching.isAlive()).isFalse();
  }

  private static ProtectionRecord settingsSet() {
    return Topics.settings();
  }

  private static ProtectionRecord worker(Set<GateCause> causes, boolean paused) {
    return new ProtectionRecord.WorkerSaid("w1", causes, paused, false);
  }

  private static ProtectionRecord beat(PressureLevel level, String reason) {
    return Topics.beat(level, reason);
  }

  private void write(ProtectionRecord... records) throws Exception {
    topics.protection(records);
  }

  private Run run(String... args) {
    return runAt(Clock.systemUTC(), args);
  }

  private Run runAt(Clock clock, String... args) {
    return Run.of(Map.of("KAFKA_BOOTSTRAP_SERVERS", topics.bootstrapServers()), clock, args);
  }
}
