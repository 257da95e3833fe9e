package fm.raido.system.audit;

import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.announcement.RequestReader;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Headers;
import fm.raido.schemas.wire.RaidoRecords;
import fm.raido.testkit.SpeechCall;
import fm.raido.testkit.promise.Observed;
import fm.raido.testkit.promise.Observed.Departure;
import fm.raido.testkit.promise.Observed.HostCall;
import fm.raido.testkit.promise.Observed.Letter;
import fm.raido.testkit.promise.Observed.Logged;
import fm.raido.testkit.promise.Observed.Request;
import fm.raido.testkit.promise.Observed.Settled;
import fm.raido.testkit.promise.Observed.Troubles;
import fm.raido.worker.Worker;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the topics of a system that has come to rest. */
public final class TopicAudit {
  private final TopicReader reader;

  /**
   * @param bootstrapServers how to reach the brokers, past all proxies
   */
  public TopicAudit(String bootstrapServers) {
    this.reader = new TopicReader(bootstrapServers);
  }

  /**
   * All that there is to see.
   *
   * @param calls what the speech host has seen
   * @param acknowledged ids of requests that somebody was told are safe
   * @param troubles what was done to the system
   * @throws AuditFailed if a topic cannot be read
   */
  public Observed observe(List<SpeechCall> calls, Set<String> acknowledged, Troubles troubles) {
    return new Observed(
        requests(),
        outcomes(),
        letters(),
        departures(),
        CommitHistory.of(reader, Worker.GROUP),
        log(),
        calls.stream()
            .map(call -> new HostCall(call.callId(), call.at(), call.text(), call.atOnce()))
            .toList(),
        acknowledged,
        troubles);
  }

  /** The request topic. */
  public List<Request> requests() {
    return reader.read(TopicCatalogue.REQUESTS).stream()
        .map(record ->
            new Request(
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                RequestReader.read(record.value())))
        .toList();
  }

  /** The outcome topic. */
  public List<Settled> outcomes() {
    List<Settled> outcomes = new ArrayList<>();
    for (var record : reader.read(TopicCatalogue.OUTCOMES)) {
      RaidoRecords.readOutcome(record.value())
          .ifPresent(outcome ->
              outcomes.add(
                  new Settled(
                      record.partition(),
                      record.offset(),
                      Instant.ofEpochMilli(record.timestamp()),
                      outcome)));
    }
    return outcomes;
  }

  /** The protection log. */
  public List<Logged> log() {
    return reader.read(TopicCatalogue.PROTECTION).stream()
        .map(record ->
            new Logged(
                Instant.ofEpochMilli(record.timestamp()),
                RaidoRecords.readProtection(record.value())))
        .toList();
  }

  /** The dead letters that were replayed or discarded. */
  public List<Departure> departures() {
    List<Departure> departures = new ArrayList<>();
    for (var record : reader.read(TopicCatalogue.DEAD_LETTERS)) {
      String action = RaidoRecords.headerText(record.headers(), Headers.REPLAY_ACTION);
      if (action != null) {
        String to = RaidoRecords.headerText(record.headers(), Headers.REPLAY_TO);
        departures.add(
            new Departure(
                record.partition(),
                PassKey.parse(new String(record.key(), StandardCharsets.UTF_8)),
                to == null || to.isEmpty() ? null : PassKey.parse(to)));
      }
    }
    return departures;
  }

  /** The outstanding dead letters. */
  public List<Letter> letters() {
    Map<PassKey, Letter> letters = new LinkedHashMap<>();
    for (var record : reader.read(TopicCatalogue.DEAD_LETTERS)) {
      PassKey key = PassKey.parse(new String(record.key(), StandardCharsets.UTF_8));
      DeadLetter letter = RaidoRecords.readDeadLetter(record.value()).orElse(null);
      if (letter == null) {
        letters.remove(key);
      } else {
        letters.put(key, new Letter(record.partition(), key, letter));
      }
    }
    return List.copyOf(letters.values());
  }
}
