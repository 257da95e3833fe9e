package fm.raido.testkit.promise;

import static java.nio.charset.StandardCharsets.UTF_8;

import fm.raido.schemas.announcement.AnnouncementKind;
import fm.raido.schemas.announcement.AnnouncementRequest;
import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.OutcomeKind;
import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.announcement.RequestReader;
import fm.raido.schemas.announcement.RequestReading;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.letter.DeadLetterReason;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.FoldSettings;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.testkit.EverydayRules;
import fm.raido.testkit.promise.Observed.Commit;
import fm.raido.testkit.promise.Observed.Departure;
import fm.raido.testkit.promise.Observed.HostCall;
import fm.raido.testkit.promise.Observed.Letter;
import fm.raido.testkit.promise.Observed.Logged;
import fm.raido.testkit.promise.Observed.Request;
import fm.raido.testkit.promise.Observed.Settled;
import fm.raido.testkit.promise.Observed.Troubles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds what was seen of a small system, sighting by sighting. */
final class Sightings {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  final List<Request> requests = new ArrayList<>();
  final List<Settled> outcomes = new ArrayList<>();
  final List<Letter> letters = new ArrayList<>();
  final List<Departure> departures = new ArrayList<>();
  final List<Commit> commits = new ArrayList<>();
  final List<Logged> log = new ArrayList<>();
  final List<HostCall> calls = new ArrayList<>();
  final Set<String> acknowledged = new HashSet<>();
  Troubles troubles = Troubles.NONE;

  static Instant at(long millis) {
    return START.plusMillis(millis);
  }

  /** Ten a minute, two at a time, two attempts, five failures open it for 5 minutes. */
  static FoldSettings rules() {
    return EverydayRules.of("store");
  }

  Sightings settings() {
    return logged(0, new ProtectionRecord.SettingsSet(1, 1, rules(), "w"));
  }

  Sightings logged(long millis, ProtectionRecord record) {
    log.add(new Logged(at(millis), Optional.of(record)));
    return this;
  }

  /** An ask that is acted upon: the host sees the call as soon as it is in the log. */
  Sightings called(long millis, String callId, String requestId) {
    return asked(millis, callId, requestId).atHost(millis + 10, callId, 1);
  }

  Sightings asked(long millis, String callId, String requestId) {
    return logged(millis, new ProtectionRecord.CallAsked(callId, requestId, 0, "w"));
  }

  Sightings atHost(long millis, String callId, int atOnce) {
    calls.add(new HostCall(callId, at(millis), "words", atOnce));
    return this;
  }

  Sightings ended(long millis, String callId, CallResult result) {
    return logged(
        millis, new ProtectionRecord.CallEnded(callId, "w", result, Duration.ofSeconds(1), null));
  }

  Sightings requested(int partition, String id) {
    return requested(partition, id, null);
  }

  Sightings requested(int partition, String id, @Nullable Instant airBy) {
    AnnouncementRequest request =
        new AnnouncementRequest(
            1, id, "s", AnnouncementKind.CUSTOM, null, "words", null, null, airBy, START, 0);
    return requested(partition, new RequestReading.Valid(request));
  }

  Sightings rubbish(int partition) {
    return requested(partition, RequestReader.read("rubbish".getBytes(UTF_8)));
  }

  private Sightings requested(int partition, RequestReading reading) {
    long offset = requests.stream().filter(it -> it.partition() == partition).count();
    requests.add(new Request(partition, offset, START, reading));
    return this;
  }

  Sightings settled(int partition, long requestOffset, String id, OutcomeKind kind) {
    return settled(partition, requestOffset, id, kind, null, START);
  }

  /** Each in a transaction of its own: a marker lies behind it. */
  Sightings settled(
      int partition,
      long requestOffset,
      String id,
      OutcomeKind kind,
      @Nullable Instant airBy,
      Instant decidedAt) {
    long offset = 2 * outcomes.stream().filter(it -> it.partition() == partition).count();
    outcomes.add(
        new Settled(
            partition,
            offset,
            decidedAt,
            new Outcome(
                1,
                id,
                0,
                "s",
                AnnouncementKind.CUSTOM,
                kind,
                null,
                null,
                null,
                null,
                airBy,
                1,
                decidedAt,
                "w",
                partition,
                requestOffset)));
    return this;
  }

  Sightings letter(int partition, String id, DeadLetterReason reason) {
    letters.add(
        new Letter(
            partition,
            new PassKey(id, 0),
            new DeadLetter(
                1,
                id,
                0,
                reason,
                "why",
                null,
                reason == DeadLetterReason.POISON ? "cnViYmlzaA==" : null,
                false,
                2,
                new DeadLetter.Origin(TopicCatalogue.REQUESTS, partition, 0, START),
                START,
                "w")));
    return this;
  }

  /** A letter was replayed: its tombstone says so. */
  Sightings replayed(int partition, String id, int pass) {
    departures.add(new Departure(partition, new PassKey(id, pass), new PassKey(id, pass + 1)));
    return this;
  }

  /** A request of a later pass, with its outcome. */
  Sightings passed(int partition, String id, int pass) {
    AnnouncementRequest request =
        new AnnouncementRequest(
            1, id, "s", AnnouncementKind.CUSTOM, null, "words", null, null, null, START, pass);
    long offset = requests.stream().filter(it -> it.partition() == partition).count();
    long end = 2 * outcomes.stream().filter(it -> it.partition() == partition).count();
    requests.add(new Request(partition, offset, START, new RequestReading.Valid(request)));
    outcomes.add(
        new Settled(
            partition,
            end,
            START,
            new Outcome(
                1,
                id,
                pass,
                "s",
                AnnouncementKind.CUSTOM,
                OutcomeKind.EXPIRED,
                "late",
                null,
                null,
                null,
                null,
                0,
                START,
                "w",
                partition,
                offset)));
    return this;
  }

  Sightings committed(int partition, long offset, long records, long duplicates) {
    commits.add(new Commit(partition, offset, offset, records, duplicates, at -> at < offset));
    return this;
  }

  Observed seen() {
    return new Observed(
        requests, outcomes, letters, departures, commits, log, calls, acknowledged, troubles);
  }
}
