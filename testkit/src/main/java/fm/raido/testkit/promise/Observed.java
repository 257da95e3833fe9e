package fm.raido.testkit.promise;

import fm.raido.schemas.announcement.Outcome;
import fm.raido.schemas.announcement.PassKey;
import fm.raido.schemas.announcement.RequestReading;
import fm.raido.schemas.letter.DeadLetter;
import fm.raido.schemas.protection.CallResult;
import fm.raido.schemas.protection.ProtectionRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a system from outside, from its first record to its last.
 *
 * @param requests all records of the request topic, each partition in its order
 * @param outcomes all committed outcomes, each partition in its order
 * @param letters the outstanding dead letters
 * @param departures the dead letters that were replayed or discarded, each time that it was done
 * @param commits all committed settlements, each partition in its order
 * @param log the protection log
 * @param calls what came to the speech host, in its order
 * @param acknowledged ids that somebody was told are safe
 * @param troubles what was done to the system that excuses something
 */
public record Observed(
    List<Request> requests,
    List<Settled> outcomes,
    List<Letter> letters,
    List<Departure> departures,
    List<Commit> commits,
    List<Logged> log,
    List<HostCall> calls,
    Set<String> acknowledged,
    Troubles troubles) {

  /** One record of the request topic. */
  public record Request(int partition, long offset, Instant appendedAt, RequestReading reading) {

    /** Under which it is settled: its id and pass, or where it lies if it cannot be read. */
    public PassKey key() {
      return switch (reading) {
        case RequestReading.Valid valid -> valid.request().passKey();
        case RequestReading.Invalid _ ->
            new PassKey("_raido.requests-" + partition + "-" + offset, 0);
      };
    }
  }

  /** One record of the outcome topic. */
  public record Settled(int partition, long offset, Instant appendedAt, Outcome outcome) {}

  /** One outstanding dead letter. */
  public record Letter(int partition, PassKey key, DeadLetter letter) {}

  /**
   * The end of a dead letter, as its tombstone tells it.
   *
   * @param partition where the tombstone lies
   * @param key the letter's
   * @param replayedAs the pass in which it goes on; null where it was discarded
   */
  public record Departure(int partition, PassKey key, @Nullable PassKey replayedAs) {}

  /**
   * What one committed settlement says of one partition.
   *
   * @param partition of requests
   * @param offset the committed offset: all below it is settled
   * @param end nothing from here on is settled
   * @param records settled so far, duplicates included
   * @param duplicates those of them that were skipped
   * @param isSettled whether it says of an offset that it is settled
   */
  public record Commit(
      int partition,
      long offset,
      long end,
      long records,
      long duplicates,
      LongPredicate isSettled) {}

  /** One record of the protection log; empty where it cannot be decoded. */
  public record Logged(Instant appendedAt, Optional<ProtectionRecord> record) {}

  /**
   * One call at the speech host.
   *
   * @param callId as the worker named it; null where it did not
   * @param at when its request had been read
   * @param text its words
   * @param atOnce how many were running then, itself included
   */
  public record HostCall(@Nullable String callId, Instant at, String text, int atOnce) {}

  /**
   * What was done to the system that excuses something.
   *
   * @param stopped workers that stood still (SIGSTOP) or whose way to the host was disturbed: their
   *     calls may start late
   * @param storeFailed when the audio store could not be written: what was spoken then is spoken
   *     again
   * @param hostDead when every call to the speech host failed
   */
  public record Troubles(List<Span> stopped, List<Span> storeFailed, List<Span> hostDead) {
    public static final Troubles NONE = new Troubles(List.of(), List.of(), List.of());
  }

  /** A time, and whom it concerned: a worker's name, or empty for all. */
  public record Span(String worker, Instant from, Instant to) {

    /** Whether it holds at that time for that worker, with some slack on both sides. */
    public boolean covers(String who, Instant at, Duration slack) {
      return (worker.isEmpty() || worker.equals(who))
          && !at.isBefore(from.minus(slack))
          && !at.isAfter(to.plus(slack));
    }
  }

  /** How each call ended, as the log was told first. */
  Map<String, CallResult> ends() {
    Map<String, CallResult> ends = new HashMap<>();
    log.forEach(logged -> {
      if (logged.record().orElse(null) instanceof ProtectionRecord.CallEnded ended) {
        ends.putIfAbsent(ended.callId(), ended.result());
      }
    });
    return ends;
  }

  /** When each grant was told to be unused. */
  Map<String, Instant> givenBack() {
    Map<String, Instant> givenBack = new HashMap<>();
    log.forEach(logged -> {
      if (logged.record().orElse(null) instanceof ProtectionRecord.CallEnded ended
          && ended.result() == CallResult.UNUSED) {
        givenBack.putIfAbsent(ended.callId(), logged.appendedAt());
      }
    });
    return givenBack;
  }

  /** Calls that somebody took for granted: made at the host, or told to have ended. */
  public Set<String> actedUpon() {
    Set<String> all = new HashSet<>(ends().keySet());
    calls.forEach(call -> {
      if (call.callId() != null) {
        all.add(call.callId());
      }
    });
    return all;
  }

  /** The grants, read from the log once more. */
  public List<Grant> grants() {
    List<Grant> grants = new ArrayList<>();
    read(new PlainLog(actedUpon()::contains, grants::add));
    return grants;
  }

  /** Asks that nobody acted upon though they may have been granted: their worker may have died. */
  List<Grant> possibleGrants() {
    List<Grant> possible = new ArrayList<>();
    read(
        new PlainLog(
            actedUpon()::contains,
            granted -> {},
            ask -> {
              if (Promises.ALL.stream().allMatch(promise -> promise.brokenBy(ask).isEmpty())) {
                possible.add(ask);
              }
            }));
    return possible;
  }

  private void read(PlainLog plain) {
    log.forEach(logged -> plain.read(logged.appendedAt(), logged.record()));
  }
}
