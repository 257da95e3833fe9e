package fm.raido.worker.loop;

import static org.assertj.core.api.Assertions.assertThat;

import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.announcement.RequestReading;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.settings.Settings;
import fm.raido.schemas.settlement.CommitMark;
import fm.raido.worker.admission.Stopwatch;
import fm.raido.worker.audio.StoredAudio;
import fm.raido.worker.settlement.Batch;
import fm.raido.worker.settlement.Decided;
import fm.raido.worker.speech.SpeechOrder;
import fm.raido.worker.window.RecentIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Brokers, speech host and store of invented time, around any number of worker cores. Time moves in
 * steps of 10 ms.
 */
final class Sim {
  static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
  static final Duration STEP = Duration.ofMillis(10);

  final List<LogEntry> log = new ArrayList<>();
  final List<SimWorker> workers = new ArrayList<>();
  final Map<SpeechOrder, StoredAudio> store = new HashMap<>();
  final Map<Integer, List<Fetched>> topic = new TreeMap<>();
  final List<Outcome> outcomes = new ArrayList<>();
  final Map<Integer, CommitMark> marks = new TreeMap<>();
  final Map<Integer, Set<Long>> settled = new HashMap<>();
  final Map<PassKey, Instant> settledAt = new LinkedHashMap<>();

  /** Which assignment holds each partition. */
  final Map<Integer, Long> owners = new HashMap<>();

  long nanos = 1_000_000_000L;
  private long incarnations;

  Instant now() {
    return START.plusNanos(nanos);
  }

  Stopwatch stopwatch() {
    return () -> new Stopwatch.Moment(nanos, now().toEpochMilli());
  }

  /** A worker with the defaults but for these settings; it starts and folds the log. */
  SimWorker worker(String... settings) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    String store = all.getOrDefault("store", "store-1");
    SimWorker worker =
        new SimWorker(this, "w" + workers.size(), WorkerRules.of(Settings.of(all), store));
    workers.add(worker);
    return worker;
  }

  /** A worker that is live and owns those partitions. */
  SimWorker liveWorker(int partitions, String... settings) {
    SimWorker worker = worker(settings);
    worker.catchUp(false);
    run(Duration.ofMillis(50));
    assertThat(worker.core.isLive()).isTrue();
    for (int p = 0; p < partitions; p++) {
      assign(p, worker);
    }
    run(Duration.ofMillis(20));
    return worker;
  }

  void append(ProtectionRecord record) {
    log.add(
        new LogEntry(now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS), Optional.of(record)));
  }

  void run(Duration time) {
    run(time, STEP);
  }

  void run(Duration time, Duration step) {
    long end = nanos + time.toNanos();
    while (nanos < end) {
      nanos += step.toNanos();
      workers.forEach(SimWorker::step);
    }
  }

  /** Lets nobody do anything meanwhile. */
  void sleep(Duration time) {
    nanos += time.toNanos();
  }

  long assign(int partition, SimWorker worker) {
    long incarnation = ++incarnations;
    owners.put(partition, incarnation);
    worker.assigned(partition, incarnation);
    return incarnation;
  }

  /** The partition leaves that worker as in a rebalance; its next owner is still to be named. */
  void revoke(int partition, SimWorker worker) {
    worker.revoke(partition);
    owners.remove(partition);
  }

  static AnnouncementRequest request(String id, String words, @Nullable Instant airBy) {
    return new AnnouncementRequest(
        1, id, "main", AnnouncementKind.CUSTOM, null, words, null, null, airBy, START, 0);
  }

  void send(int partition, AnnouncementRequest request) {
    send(partition, new RequestReading.Valid(request), null);
  }

  void send(int partition, RequestReading reading, byte @Nullable [] raw) {
    List<Fetched> records = topic.computeIfAbsent(partition, p -> new ArrayList<>());
    records.add(new Fetched(partition, 0, records.size(), now(), 1_000, reading, raw, null));
  }

  /** Commits what of the batch is of the current owners, and holds it against the law. */
  Set<Integer> commit(Batch batch) {
    Set<Integer> dropped = new HashSet<>();
    for (Batch.Part part : batch.parts()) {
      if (owners.getOrDefault(part.partition(), -1L) != part.incarnation()) {
        dropped.add(part.partition());
        continue;
      }
      Set<Long> done = settled.computeIfAbsent(part.partition(), p -> new HashSet<>());
      for (Decided decided : part.decided()) {
        assertThat(done.add(decided.offset()))
            .as("%d-%d is settled once", part.partition(), decided.offset())
            .isTrue();
        Outcome outcome = decided.outcome();
        if (outcome != null) {
          assertThat(settledAt.putIfAbsent(outcome.passKey(), now()))
              .as("one outcome for %s", outcome.passKey())
              .isNull();
          outcomes.add(outcome);
        }
      }
      CommitMark mark = CommitMark.parse(part.mark().offset(), part.mark().metadata());
      assertThat(mark).isEqualTo(part.mark());
      assertThat(mark.records()).isEqualTo(done.size());
      for (long offset = 0;
          offset < topic.getOrDefault(part.partition(), List.of()).size();
          offset++) {
        assertThat(mark.isSettled(offset))
            .as("%d-%d in the mark %s", part.partition(), offset, mark)
            .isEqualTo(done.contains(offset));
      }
      marks.put(part.partition(), mark);
    }
    return dropped;
  }

  Recovered recovered(int partition, long incarnation) {
    RecentIds recent = new RecentIds(1_000, Duration.ofHours(24));
    outcomes.stream()
        .filter(outcome -> outcome.requestPartition() == partition)
        .forEach(outcome -> recent.add(outcome.passKey(), outcome.decidedAt()));
    return new Recovered(
        partition, incarnation, marks.getOrDefault(partition, CommitMark.begin(0)), recent);
  }

  Optional<Outcome> outcome(String id) {
    return outcomes.stream().filter(outcome -> outcome.id().equals(id)).findFirst();
  }

  Instant outcomeAt(String id) {
    return java.util.Objects.requireNonNull(settledAt.get(new PassKey(id, 0)));
  }

  <T extends ProtectionRecord> List<T> said(Class<T> type) {
    return log.stream()
        .flatMap(e -> e.record().stream())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }
}
