package fm.raido.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.schemas.protection.GateCause;
import fm.raido.schemas.protection.ProtectionRecord.CallAsked;
import fm.raido.schemas.protection.ProtectionRecord.CallEnded;
import fm.raido.schemas.protection.ProtectionRecord.SettingsSet;
import fm.raido.schemas.protection.ProtectionRecord.SwitchSet;
import fm.raido.schemas.settings.RaidoSettings.GroupProtocol;
import fm.raido.schemas.settlement.CommitMark;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.testkit.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One outcome for each request: through poison, duplicates, restarts and more workers. */
class SettlingIT {
  @TempDir Path dir;

  @Test
  void givesPoisonALetterEachAndGoesOn() {
    try (Rig rig = new Rig(dir)) {
      rig.worker(Map.of());
      List<byte @Nullable []> poison =
          Arrays.asList(
              null,
              new byte[0],
              "rubbish".getBytes(UTF_8),
              new byte[] {(byte) 0xFF, 0, (byte) 0xFE},
              "[1,2]".getBytes(UTF_8),
              "{}".getBytes(UTF_8),
              "{\"schemaVersion\":99,\"id\":\"x\",\"station\":\"main\",\"kind\":\"custom\",\"text\":\"Hi\",\"createdAt\":\"2026-11-01T12:00:00Z\"}"
                  .getBytes(UTF_8),
              "{\"schemaVersion\":1,\"id\":7,\"station\":[],\"kind\":\"custom\",\"text\":\"Hi\",\"createdAt\":\"now\"}"
                  .getBytes(UTF_8),
              "{\"schemaVersion\":1,\"id\":\"x\",\"station\":\"main\",\"kind\":\"custom\",\"text\":\"a\\u0000b\",\"createdAt\":\"2026-11-01T12:00:00Z\"}"
                  .getBytes(UTF_8),
              "{\"schemaVersion\":1,\"id\":\"x\",\"station\":\"main\",\"kind\":\"custom\",\"text\":\"Hi\",\"voice\":\"../../etc/passwd\",\"createdAt\":\"2026-11-01T12:00:00Z\"}"
                  .getBytes(UTF_8),
              ("[" + "[".repeat(30_000)).getBytes(UTF_8),
              ("\"" + "x".repeat(66_000) + "\"").getBytes(UTF_8));
      for (byte[] bytes : poison) {
        rig.send(new ProducerRecord<>(TopicCatalogue.REQUESTS, 0, null, bytes));
      }
      rig.send(
          new ProducerRecord<>(
              TopicCatalogue.REQUESTS,
              0,
              null,
              ("{\"schemaVersion\":1,\"id\":\"good\",\"station\":\"main\",\"kind\":\"custom\",\"text\":\"Good evening to all.\",\"createdAt\":\"2026-11-01T12:00:00Z\","
                      + "\"airBy\":\"+999999999-12-31T23:59:59Z\"}")
                  .getBytes(UTF_8)));
      rig.awaitOutcomes(poison.size() + 1, Duration.ofSeconds(15));

      List<DeadLetter> letters = rig.letters();
      assertThat(letters).hasSizeBetween(poison.size(), poison.size() + 1);
      assertThat(letters).extracting(DeadLetter::reason).containsOnly(DeadLetterReason.POISON);
      assertThat(letters).extracting(DeadLetter::id).contains("_raido.requests-0-2");
      assertThat(letters.get(2).raw()).isEqualTo("cnViYmlzaA==");
      rig.audit(0);
    }
  }

  @Test
  void skipsDuplicatesInTheWindowAfterSettlementAndAfterARestart() {
    try (Rig rig = new Rig(dir)) {
      WorkerProgram first = rig.worker(Map.of());
      rig.host.always(Reply.speechAfter(Duration.ofMillis(300)));
      AnnouncementRequest request = Rig.request("a", "Good evening, only once.", null);
      rig.send(request);
      rig.send(request);
      rig.awaitOutcome("a");
      rig.send(request);
      awaitSettled(rig, 3);
      first.close();
      rig.worker(Map.of());
      rig.send(request);
      awaitSettled(rig, 4);
      assertThat(rig.outcomes()).hasSize(1);
      assertThat(rig.marks().values().stream().mapToLong(CommitMark::duplicates).sum())
          .isEqualTo(3);

      rig.send(request.inPass(1));
      rig.awaitOutcomes(2, Duration.ofSeconds(10));
      assertThat(rig.outcomes()).extracting(Outcome::pass).containsExactlyInAnyOrder(0, 1);
      assertThat(rig.host.calls()).as("the second pass finds the audio").hasSize(1);
      rig.audit(0);
    }
  }

  @Test
  void expiresWhatComesTooLateAndKeepsTheOthersWaiting() {
    try (Rig rig = new Rig(dir)) {
      rig.worker(Map.of());
      rig.send(Rig.request("late", "Words of yesterday.", Duration.ofMinutes(-1)));
      assertThat(rig.awaitOutcome("late").outcome()).isEqualTo(OutcomeKind.EXPIRED);
      assertThat(rig.host.calls()).isEmpty();
      rig.audit(0);
    }
  }

  @ParameterizedTest
  @EnumSource(GroupProtocol.class)
  void keepsTheLawOverARestartInTheMiddle(GroupProtocol protocol) {
    try (Rig rig = new Rig(dir, protocol)) {
      rig.host.always(Reply.speechAfter(Duration.ofMillis(30)));
      WorkerProgram first = rig.worker(Map.of());
      for (int i = 0; i < 60; i++) {
        rig.send(of("station-" + i % 7, "r" + i));
      }
      rig.awaitOutcomes(10, Duration.ofSeconds(15));
      first.close();
      int settled = rig.outcomes().size();
      rig.audit(60 - settled);
      rig.worker(Map.of());
      rig.awaitOutcomes(60, Duration.ofSeconds(20));
      assertThat(rig.outcomes()).extracting(Outcome::outcome).containsOnly(OutcomeKind.SPOKEN);
      rig.audit(0);
    }
  }

  @Test
  void sharesTheWorkAndTheLimitsAndHandsOver() {
    try (Rig rig = new Rig(dir)) {
      rig.host.always(Reply.speechAfter(Duration.ofMillis(50)));
      WorkerProgram first = rig.worker(Map.of("TTS_MAX_IN_FLIGHT", "3"));
      for (int i = 0; i < 40; i++) {
        rig.send(of("station-" + i % 7, "a" + i));
      }
      rig.awaitOutcomes(5, Duration.ofSeconds(15));
      // Other settings: the last one rules, and from here on two calls at a time are let.
      WorkerProgram second = rig.worker(Map.of("TTS_MAX_IN_FLIGHT", "2"));
      await("both work")
          .atMost(Duration.ofSeconds(20))
          .until(() -> {
            for (int i = 0; i < 4; i++) {
              rig.send(of("station-" + i, "b" + System.nanoTime()));
            }
            return workers(rig).size() == 2;
          });
      assertThat(
              rig.protectionLog().stream()
                  .filter(SettingsSet.class::isInstance)
                  .map(r -> ((SettingsSet) r).settings().maxInFlight()))
          .containsExactly(3, 2);
      for (int i = 0; i < 40; i++) {
        rig.send(of("station-" + i % 7, "c" + i));
      }
      first.close();
      int sent = sent(rig);
      rig.awaitOutcomes(sent, Duration.ofSeconds(30));
      rig.audit(0);
      assertThat(rig.host.mostAtOnce()).isLessThanOrEqualTo(3);
      assertThat(rig.outcomes()).extracting(Outcome::outcome).containsOnly(OutcomeKind.SPOKEN);
      assertThat(
              rig.protectionLog().stream()
                  .filter(CallEnded.class::isInstance)
                  .map(r -> ((CallEnded) r).callId()))
          .as("each call ended once")
          .doesNotHaveDuplicates();
      assertThat(second.failed()).isNotDone();
    }
  }

  @Test
  void refusesAWorkerWithAnotherStoreWhileOneRuns() throws Exception {
    try (Rig rig = new Rig(dir)) {
      WorkerProgram first = rig.worker(Map.of());
      await("live").until(() -> first.worker().isLive());
      await("in the group").until(() -> owns(rig));
      WorkerProgram other =
          rig.worker(Map.of("TTS_CACHE_DIR", dir.resolve("elsewhere").toString()));
      assertThat(other.failed().get(20, TimeUnit.SECONDS)).contains("TTS_CACHE_DIR");
      assertThat(other.worker().isLive()).isFalse();
      assertThat(first.failed()).isNotDone();
    }
  }

  @Test
  void holdsNoMoreThanItsWindowsOfALongQueue() {
    try (Rig rig = new Rig(dir)) {
      rig.say(new SwitchSet(true, "quiet", "ann", null));
      int many = 30_000;
      List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        records.add(rig.record(of("station-" + i % 7, "q" + i)));
      }
      rig.sendAll(records);
      WorkerProgram worker = rig.worker(Map.of("MAX_WAIT", "12s"));
      await("the gate is closed")
          .until(() -> worker.worker().gate().causes().contains(GateCause.OPERATOR));
      await("windows are full")
          .atMost(Duration.ofSeconds(10))
          .until(() -> worker.worker().waiting() > 7_500 * Rig.PARTITIONS);
      assertThat(worker.worker().waiting()).isLessThanOrEqualTo(8_000 * Rig.PARTITIONS);
      assertThat(rig.outcomes()).isEmpty();
      // A stale backlog goes at Kafka's speed, though the gate stays closed.
      await("all expired")
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> settled(rig) == many);
      rig.audit(0);
      assertThat(rig.outcomes()).extracting(Outcome::outcome).containsOnly(OutcomeKind.EXPIRED);
    }
  }

  private static AnnouncementRequest of(String station, String id) {
    AnnouncementRequest like = Rig.request(id, "Good evening, these are the words of " + id, null);
    return new AnnouncementRequest(
        1, id, station, like.kind(), null, like.text(), null, null, null, like.createdAt(), 0);
  }

  private static Set<String> workers(Rig rig) {
    return rig.protectionLog().stream()
        .filter(CallAsked.class::isInstance)
        .map(r -> ((CallAsked) r).worker())
        .collect(Collectors.toSet());
  }

  private static int sent(Rig rig) {
    int sent = 0;
    for (int p = 0; p < Rig.PARTITIONS; p++) {
      sent += rig.readOne(TopicCatalogue.REQUESTS, p).size();
    }
    return sent;
  }

  private static boolean owns(Rig rig) {
    rig.send(of("main", "o" + System.nanoTime()));
    return Objects.requireNonNull(rig.outcomes()).size() > 1;
  }

  private static long settled(Rig rig) {
    return rig.marks().values().stream().mapToLong(CommitMark::records).sum();
  }

  private static void awaitSettled(Rig rig, int records) {
    await(records + " settled").atMost(Duration.ofSeconds(15)).until(() -> settled(rig) == records);
  }
}
