package fm.raido.controlroom.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import fm.raido.controlroom.scan.Scanned;
import fm.raido.protection.fold.Applied;
import fm.raido.protection.fold.Ask;
import fm.raido.protection.fold.ProtectionFold;
import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.announcement.RequestReader;
import fm.raido.schemas.announcement.RequestReading;
import fm.raido.schemas.protection.ProtectionRecord;
import fm.raido.schemas.settlement.CommitMark;
import fm.raido.schemas.topic.TopicCatalogue;
import fm.raido.schemas.wire.Headers;
import fm.raido.schemas.wire.RaidoRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Picks what speaks of one request out of the records of all topics. Each partition's records must
 * come in their order; the partitions may come in any. The protection log is folded on the way,
 * because only its state at each place says whether an ask was granted. For one thread.
 */
final class HistoryCollector {
  private final Subject subject;
  private final Map<Integer, CommitMark> marks;
  private final byte[] id;
  private final byte[] keyStart;
  private final ProtectionFold fold = new ProtectionFold();

  /** The calls asked for it, with their passes. */
  private final Map<String, Integer> calls = new HashMap<>();

  /** Of each partition of requests: how many seen so far wait. */
  private final Map<Integer, Long> waiting = new HashMap<>();

  private final List<Event> events = new ArrayList<>();
  private @Nullable String readable;
  private @Nullable String unreadable;

  /**
   * @param marks what the workers' group has committed, by partition of requests, read before any
   *     of the records
   */
  HistoryCollector(Subject subject, Map<Integer, CommitMark> marks) {
    this.subject = subject;
    this.marks = Map.copyOf(marks);
    this.id = subject.id().getBytes(UTF_8);
    this.keyStart = (subject.id() + "/").getBytes(UTF_8);
  }

  /** Takes the next record. */
  void take(Scanned record) {
    switch (record.topic()) {
      case TopicCatalogue.REQUESTS -> request(record);
      case TopicCatalogue.PROTECTION -> protection(record);
      case TopicCatalogue.OUTCOMES -> outcome(record);
      case TopicCatalogue.DEAD_LETTERS -> letter(record);
      default -> throw new IllegalArgumentException("not read here: " + record.topic());
    }
  }

  /** What was found; empty where nothing was. */
  Optional<RequestHistory> history(Instant clock) {
    if (events.isEmpty()) {
      return Optional.empty();
    }
    int last = events.stream().mapToInt(Event::pass).max().orElse(0);
    Instant now = clock.isBefore(fold.time()) ? fold.time() : clock;
    return Optional.of(
        new RequestHistory(
            subject.id(),
            EventOrder.sorted(events),
            fold.expect(new Ask.Call("", new PassKey(subject.id(), last), ""), now),
            fold.workers().stream()
                .filter(word -> !word.said().causes().isEmpty() && !word.said().stopping())
                .toList(),
            now));
  }

  /** The id of the request at the place asked about, where that record can be read after all. */
  Optional<String> readable() {
    return Optional.ofNullable(readable);
  }

  /** The id by its place of the last record that gives the id asked about and is no request. */
  Optional<String> unreadable() {
    return Optional.ofNullable(unreadable);
  }

  private void request(Scanned record) {
    long before = waiting.getOrDefault(record.partition(), 0L);
    Standing standing = standing(record, before);
    if (!(standing instanceof Standing.Done)) {
      waiting.put(record.partition(), before + 1);
    }
    Place place = place(record);
    if (subject instanceof Subject.Placed placed) {
      if (place.equals(placed.place())) {
        placed(record, standing);
      }
    } else if (mayHoldId(record)) {
      named(record, standing);
    }
  }

  private Standing standing(Scanned record, long before) {
    CommitMark mark = marks.get(record.partition());
    if (mark == null) {
      return new Standing.Untouched(before);
    }
    return mark.isSettled(record.offset()) ? new Standing.Done() : new Standing.Waiting(before);
  }

  private void placed(Scanned record, Standing standing) {
    byte[] value = record.value();
    switch (RequestReader.read(value)) {
      case RequestReading.Valid(var request) -> readable = request.id();
      case RequestReading.Invalid(var violations) ->
          events.add(
              new Event.Unreadable(
                  record.timestamp(),
                  place(record),
                  value == null ? 0 : value.length,
                  violations.stream().map(Object::toString).collect(Collectors.joining("; ")),
                  standing));
    }
  }

  private void named(Scanned record, Standing standing) {
    switch (RequestReader.read(record.value())) {
      case RequestReading.Valid(var request) -> {
        if (request.id().equals(subject.id())) {
          events.add(
              new Event.Requested(
                  record.timestamp(),
                  place(record),
                  request,
                  source(record),
                  header(record, Headers.REPLAY_ORIGINAL),
                  standing));
        }
      }
      case RequestReading.Invalid _ -> {
        if (Bytes.isJsonWithId(record.value(), subject.id())) {
          unreadable = "_" + record.topic() + "-" + record.partition() + "-" + record.offset();
        }
      }
    }
  }

  /** Cheap, for most records are other requests'; an id that is written with escapes is parsed. */
  private boolean mayHoldId(Scanned record) {
    byte[] value = record.value();
    return value != null && (Bytes.contains(value, id) || Bytes.contains(value, Bytes.ESCAPE));
  }

  private void protection(Scanned record) {
    Optional<ProtectionRecord> read = RaidoRecords.readProtection(record.value());
    Applied applied = fold.apply(read, record.timestamp());
    if (read.isEmpty()) {
      return;
    }
    switch (read.get()) {
      case ProtectionRecord.CallAsked asked -> asked(asked, applied, record);
      case ProtectionRecord.CallEnded end -> {
        Integer pass = calls.get(end.callId());
        if (pass != null) {
          String skipped = applied instanceof Applied.Skipped(String why) ? why : null;
          events.add(new Event.Ended(record.timestamp(), place(record), pass, end, skipped));
        }
      }
      case ProtectionRecord.SlotFreed freed -> {
        Integer pass = calls.get(freed.callId());
        if (pass != null && applied instanceof Applied.Noted) {
          events.add(new Event.Freed(record.timestamp(), place(record), pass, freed.callId()));
        }
      }
      case ProtectionRecord.SettingsSet _,
          ProtectionRecord.ProbeAsked _,
          ProtectionRecord.HostBeat _,
          ProtectionRecord.WorkerSaid _,
          ProtectionRecord.SwitchSet _,
          ProtectionRecord.HostForgotten _ -> {
        // Nobody's own: what they do to it shows in the answers to its asks.
      }
    }
  }

  private void asked(ProtectionRecord.CallAsked asked, Applied applied, Scanned record) {
    if (asked.requestId().equals(subject.id())
        && applied instanceof Applied.Answered(Ask _, var verdict)) {
      calls.put(asked.callId(), asked.pass());
      events.add(
          new Event.Asked(
              record.timestamp(),
              place(record),
              asked.pass(),
              asked.callId(),
              asked.worker(),
              verdict));
    }
  }

  private void outcome(Scanned record) {
    if (isKeyed(record)) {
      RaidoRecords.readOutcome(record.value())
          .filter(outcome -> outcome.id().equals(subject.id()))
          .ifPresent(
              outcome -> events.add(new Event.Settled(record.timestamp(), place(record), outcome)));
    }
  }

  private void letter(Scanned record) {
    byte[] key = record.key();
    if (key == null || !isKeyed(record)) {
      return;
    }
    if (record.value() == null) {
      pass(key)
          .ifPresent(pass ->
              events.add(
                  new Event.Withdrawn(
                      record.timestamp(),
                      place(record),
                      pass,
                      header(record, Headers.REPLAY_ACTION),
                      header(record, Headers.REPLAY_WHO))));
      return;
    }
    RaidoRecords.readDeadLetter(record.value())
        .filter(letter -> letter.id().equals(subject.id()))
        .ifPresent(
            letter -> events.add(new Event.Buried(record.timestamp(), place(record), letter)));
  }

  /** Outcomes and letters are keyed {@code id/pass}. */
  private boolean isKeyed(Scanned record) {
    byte[] key = record.key();
    return key != null && Bytes.startsWith(key, keyStart);
  }

  private static Optional<Integer> pass(byte[] key) {
    try {
      return Optional.of(PassKey.parse(new String(key, UTF_8)).pass());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static @Nullable String source(Scanned record) {
    String who = header(record, Headers.REPLAY_WHO);
    return who == null ? header(record, Headers.CE_SOURCE) : who;
  }

  private static @Nullable String header(Scanned record, String name) {
    return RaidoRecords.headerText(record.headers(), name);
  }

  private static Place place(Scanned record) {
    return new Place(record.topic(), record.partition(), record.offset());
  }
}
